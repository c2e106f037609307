'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';
import { ChartFrame } from './chart-frame';
import { type PreparedStack, prepareStack, type StackInput } from './prepare-stack';

const StackPlot = dynamic(() => import('./stack-plot').then((module) => module.StackPlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** Parts of a whole over time, one column for each time they changed; also as a table and CSV. */
export function StackChart({ title, ...input }: StackInput & { title: string }) {
  const prepared = prepareStack(input);
  return (
    <ChartFrame
      title={title}
      summary={prepared.summary}
      table={prepared.table}
      legend={<StackLegend series={prepared.series} />}
    >
      <div className="relative min-h-56 flex-1">
        <div className="absolute inset-0">
          <StackPlot prepared={prepared} label={title} />
        </div>
      </div>
    </ChartFrame>
  );
}

function StackLegend({ series }: Pick<PreparedStack, 'series'>) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-fg-muted">
      {series.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
