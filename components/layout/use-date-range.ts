'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { resolveRange } from '@/lib/date-range';
import { dateRangeParams } from '@/lib/date-range-params';
import { useWorkspace } from './workspace-context';

/**
 * The range in the URL, with its instants in the workspace's zone and clock:
 * `const { from, to, previous, range, cmp, setRange } = useDateRange()`.
 */
export function useDateRange() {
  const { now, timezone } = useWorkspace();
  const [{ range, cmp }, setParams] = useQueryStates(dateRangeParams, { history: 'push' });
  // Whole days: the instants change once a day, not with every tick of the clock.
  const day = Math.floor(now.getTime() / 3_600_000);
  const resolved = useMemo(
    () => resolveRange(range, cmp, new Date(day * 3_600_000), timezone),
    [range, cmp, day, timezone],
  );
  return { ...resolved, range, cmp, setRange: setParams };
}
