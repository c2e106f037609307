'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { ChartFrame, Legend, type LegendEntry } from './chart-frame';
import { type LineInput, prepareLine } from './prepare-line';

// Recharts is by far the heaviest thing on a page: it comes after everything else, only where something is drawn.
const LinePlot = dynamic(() => import('./line-plot').then((module) => module.LinePlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

type LineChartProps = LineInput & { title: string; controls?: ReactNode };

/** A metric over time: solid now, dashed before and so far, its 95% band and its target; also as a table and CSV. */
export function LineChart({ title, controls, ...input }: LineChartProps) {
  const prepared = prepareLine(input);
  const entries: LegendEntry[] = [{ label: input.label, look: 'solid' }];
  if (prepared.hasBand) entries.push({ label: '95% interval', look: 'band' });
  if (prepared.hasPrevious) entries.push({ label: 'Period compared with', look: 'dashed' });
  if (prepared.rows.some(({ isMarked }) => isMarked)) entries.push({ label: 'Something happened', look: 'event' });
  if (prepared.spans.length > 0) entries.push({ label: 'Not as usual', look: 'span' });
  if (input.target != null) entries.push({ label: 'Target', look: 'target' });
  return (
    <ChartFrame
      title={title}
      summary={prepared.summary}
      table={prepared.table}
      isEmpty={prepared.isEmpty}
      controls={controls}
      legend={<Legend entries={entries} />}
    >
      {/* As high as its place, and placed in it: a drawing that measures its own parent would never shrink again. */}
      <div className="relative min-h-64 flex-1">
        <div className="absolute inset-0">
          <LinePlot prepared={prepared} label={input.label} meta={input.meta} target={input.target} />
        </div>
      </div>
    </ChartFrame>
  );
}
