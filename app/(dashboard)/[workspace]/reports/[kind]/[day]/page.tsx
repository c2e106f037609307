import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PeriodReportView } from '@/components/report/period-report-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { PeriodReportInput } from '@/server/services/reports';

export const metadata: Metadata = { title: 'Report' };

type Props = { params: Promise<{ workspace: string; kind: string; day: string }> };

export default async function PeriodReportPage({ params }: Props) {
  const { workspace, ...named } = await params;
  const asked = PeriodReportInput.safeParse(named);
  if (!asked.success) notFound();
  const { kind, day } = asked.data;
  await Promise.all([
    prefetch(api.reports.periods.queryOptions({ workspace })),
    prefetch(api.reports.period.queryOptions({ workspace, kind, day })),
  ]);
  return (
    <HydrateClient>
      <PeriodReportView kind={kind} day={day} />
    </HydrateClient>
  );
}
