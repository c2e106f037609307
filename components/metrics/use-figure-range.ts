'use client';

import { useMemo } from 'react';
import { useDateRange } from '@/components/layout/use-date-range';
import { dayRangeOf } from '@/lib/kpi-range';

/** The range of the URL as days, to ask for figures by, and the days they are compared with. */
export function useFigureRange() {
  const { firstDay, lastDay, previous } = useDateRange();
  return useMemo(
    () => ({ range: dayRangeOf({ firstDay, lastDay }), compare: previous ? dayRangeOf(previous) : undefined }),
    [firstDay, lastDay, previous],
  );
}
