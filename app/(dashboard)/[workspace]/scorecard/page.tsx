import type { Metadata } from 'next';
import { ScorecardView } from '@/components/scorecard/scorecard-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { chosenRange, type SearchParams } from '../chosen-range';

export const metadata: Metadata = { title: 'Scorecard' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: SearchParams;
};

export default async function ScorecardPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { range, compare } = await chosenRange(workspace, searchParams);
  await Promise.all([
    prefetch(api.measurement.kpis.queryOptions({ workspace, range, compare })),
    prefetch(api.measurement.trends.queryOptions({ workspace, range })),
    prefetch(api.rollout.get.queryOptions({ workspace })),
    prefetch(api.watching.open.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <ScorecardView />
    </HydrateClient>
  );
}
