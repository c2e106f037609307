import { resolveRange } from '@/lib/date-range';
import { loadDateRange } from '@/lib/date-range-params';
import { dayRangeOf } from '@/lib/kpi-range';
import { enterWorkspace } from '@/server/auth/gate';

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** What pages of figures ask for: the days in the address, and those to compare with, by the workspace's clock. */
export async function chosenRange(workspace: string, searchParams: SearchParams) {
  const { now, timezone } = await enterWorkspace(workspace);
  const { range, cmp } = await loadDateRange(searchParams);
  const resolved = resolveRange(range, cmp, now, timezone);
  return {
    range: dayRangeOf(resolved),
    compare: resolved.previous ? dayRangeOf(resolved.previous) : undefined,
  };
}
