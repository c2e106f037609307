import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PeriodReportView } from '@/components/report/period-report-view';
import { isKnownDay } from '@/domain/measurement/day-range';
import { REPORT_KINDS } from '@/domain/reports/periods';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Report' };

type Props = { params: Promise<{ workspace: string; kind: string; day: string }> };

export default async function PeriodReportPage({ params }: Props) {
  const { workspace, kind: asked, day } = await params;
  const kind = REPORT_KINDS.find((known) => known === asked);
  if (!kind || !isKnownDay(day)) notFound();
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
