import type { Metadata } from 'next';
import { ReportView } from '@/components/report/report-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { chosenRange, type SearchParams } from '../../chosen-range';

export const metadata: Metadata = { title: 'Scorecard on one page' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: SearchParams;
};

export default async function ReportPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { range, compare } = await chosenRange(workspace, searchParams);
  await Promise.all([
    prefetch(api.reports.scorecard.queryOptions({ workspace, range, compare })),
    prefetch(api.reports.shares.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <ReportView />
    </HydrateClient>
  );
}
