'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';
import { ChartFrame, Legend } from './chart-frame';
import { prepareReliability, type ReliabilityBin } from './prepare-reliability';

const ReliabilityPlot = dynamic(() => import('./reliability-plot').then((module) => module.ReliabilityPlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** What was predicted against what came: on the diagonal both are the same. Also as a table and CSV. */
export function ReliabilityChart({ title, bins }: { title: string; bins: readonly ReliabilityBin[] }) {
  const prepared = prepareReliability(bins);
  return (
    <ChartFrame
      title={title}
      summary={prepared.summary}
      table={prepared.table}
      legend={
        <Legend
          entries={[
            { label: 'Share that ordered', look: 'solid' },
            { label: 'As predicted', look: 'dashed' },
          ]}
        />
      }
    >
      <div className="relative min-h-64 flex-1">
        <div className="absolute inset-0">
          <ReliabilityPlot prepared={prepared} label={title} />
        </div>
      </div>
    </ChartFrame>
  );
}
