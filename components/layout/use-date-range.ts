'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { HOUR } from '@/domain/shared/time';
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
  // A day begins on the hour in most zones: the instants are computed anew each hour, not with every tick of the clock.
  const hour = Math.floor(now.getTime() / HOUR);
  const resolved = useMemo(
    () => resolveRange(range, cmp, new Date(hour * HOUR), timezone),
    [range, cmp, hour, timezone],
  );
  return { ...resolved, range, cmp, setRange: setParams };
}
