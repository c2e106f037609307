'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { MetricMeta } from '@/lib/format';
import { ChartFrame } from './chart-frame';
import { type Bar, prepareBars } from './prepare-bars';

const BarPlot = dynamic(() => import('./bar-plot').then((module) => module.BarPlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

type BarChartProps = { title: string; label: string; bars: readonly Bar[]; meta: MetricMeta };

/** A metric by category, in the order given; also as a table and CSV. */
export function BarChart({ title, label, bars, meta }: BarChartProps) {
  const prepared = useMemo(() => prepareBars(label, bars, meta), [label, bars, meta]);
  return (
    <ChartFrame title={title} summary={prepared.summary} table={prepared.table}>
      <BarPlot prepared={prepared} label={label} />
    </ChartFrame>
  );
}
