'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartFrame } from '@/components/charts/chart-frame';
import type { Axis } from '@/components/experiments/prepare-result';
import { placeOn } from '@/components/experiments/prepare-result';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { type CausedRow, causedChart, causedTable, drawsWords } from './prepare-caused';

/** What touches are credited with beside what they caused, on one axis; with other draws of the holdout where nobody read. */
export function CausedCard() {
  const { slug, currency } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.attribution.caused.queryOptions({ workspace: slug, range }));
  if (!data) {
    return (
      <Card>
        {error ? (
          <ErrorState description={error.message} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={6} className="p-5" />
        )}
      </Card>
    );
  }
  const chart = causedChart(data, currency);
  const words = drawsWords(data);
  const draws = chart.rows.filter(({ kind }) => kind === 'draw');
  return (
    <ChartFrame
      title="Credited, and caused"
      summary="Revenue a touch: what models hand out, and what being written to changed against the customers left alone, with its 95% interval."
      table={causedTable(chart, currency)}
    >
      <ul className="flex flex-col divide-y divide-border border-y border-border">
        {chart.rows
          .filter(({ kind }) => kind !== 'draw')
          .map((row) => (
            <li
              key={row.name}
              className="grid items-center gap-x-4 gap-y-1 py-2.5 text-table sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
            >
              <div className="min-w-0">
                <div className="font-medium">{row.name}</div>
                <div className="text-xs text-fg-muted tabular-nums">{row.words}</div>
              </div>
              <Bar row={row} axis={chart.axis} className="h-3" />
            </li>
          ))}
      </ul>
      {words ? (
        <section className="mt-4">
          <p className="mb-2 max-w-[72ch] text-table text-fg-muted">{words}</p>
          <ul aria-label="Other draws of the holdout" className="flex flex-col gap-1">
            {draws.map((row) => (
              <li
                key={row.name}
                title={row.words}
                className="grid items-center gap-x-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
              >
                <span className="text-xs text-fg-muted tabular-nums">
                  {row.name}
                  <span className="sr-only">: {row.words}</span>
                </span>
                <Bar row={row} axis={chart.axis} className="h-1.5" />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </ChartFrame>
  );
}

/** The line is zero: an interval that holds it cannot be told from no effect. */
function Bar({ row: { kind, bar }, axis, className }: { row: CausedRow; axis: Axis; className: string }) {
  const color = kind === 'credit' ? 'bg-chart-1' : 'bg-fg-muted';
  return (
    <div aria-hidden className={cn('relative rounded-full bg-fg/6', className)}>
      {bar ? (
        <>
          <span
            className={cn('absolute inset-y-0 rounded-full', color, kind !== 'credit' && 'opacity-40')}
            style={{ left: `${bar.from}%`, width: `${Math.max(0.4, bar.to - bar.from)}%` }}
          />
          {kind === 'credit' ? null : (
            <span
              className={cn('absolute top-1/2 size-2 -translate-1/2 rounded-full', color)}
              style={{ left: `${bar.at}%` }}
            />
          )}
        </>
      ) : null}
      <span className="absolute inset-y-[-3px] w-px bg-fg" style={{ left: `${placeOn(axis, 0)}%` }} />
    </div>
  );
}
