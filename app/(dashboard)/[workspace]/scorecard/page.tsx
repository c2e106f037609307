import type { Metadata } from 'next';
import { ScorecardView } from '@/components/scorecard/scorecard-view';
import { resolveRange } from '@/lib/date-range';
import { loadDateRange } from '@/lib/date-range-params';
import { dayRangeOf } from '@/lib/kpi-range';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Scorecard' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ScorecardPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { now, timezone } = await enterWorkspace(workspace);
  const { range: chosen, cmp } = await loadDateRange(searchParams);
  const resolved = resolveRange(chosen, cmp, now, timezone);
  const range = dayRangeOf(resolved);
  const compare = resolved.previous ? dayRangeOf(resolved.previous) : undefined;
  await Promise.all([
    prefetch(api.measurement.kpis.queryOptions({ workspace, range, compare })),
    prefetch(api.measurement.trends.queryOptions({ workspace, range })),
  ]);
  return (
    <HydrateClient>
      <ScorecardView />
    </HydrateClient>
  );
}
