'use client';

import { ChartFrame } from '@/components/charts/chart-frame';
import { Tag } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { ExperimentVerdict } from '@/domain/experiments/analyse-experiment';
import type { MetricResult } from '@/domain/experiments/compare-arms';
import { liftWords } from '@/domain/experiments/verdict-words';
import { type ArmRow, type Axis, armRows, axisOf, placeOn, ROLE_WORDS, verdictTable } from './prepare-result';

const BARS: Record<ArmRow['standing'], string> = {
  better: 'bg-good',
  worse: 'bg-bad',
  unclear: 'bg-fg-muted',
  control: 'bg-fg-muted',
};
const STANDING_WORDS: Record<ArmRow['standing'], string> = {
  better: 'Better',
  worse: 'Worse',
  unclear: 'Not told from chance',
  control: 'Control',
};

/** Every metric: each arm's figure, and the interval of its lift over the control, all on one axis. */
export function ResultCard({ verdict }: { verdict: ExperimentVerdict }) {
  const axis = axisOf(verdict.results);
  return (
    <ChartFrame
      title="Lift over the control"
      summary="How much more or less than the control, relative to it, with its interval; all on one axis. The p values are corrected for several challengers."
      table={verdictTable(verdict)}
    >
      <div className="flex flex-col gap-6">
        {verdict.results.map((result) => (
          <Metric key={result.metric.id} result={result} axis={axis} />
        ))}
      </div>
    </ChartFrame>
  );
}

function Metric({ result, axis }: { result: MetricResult; axis: Axis }) {
  const { metric } = result;
  return (
    <section>
      <header className="mb-2 flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-medium break-words">{metric.name}</h3>
        <Tag>{ROLE_WORDS[metric.role]}</Tag>
        {metric.goal === 'decrease' ? <Tag>Goal: decrease</Tag> : null}
      </header>
      <ul className="flex flex-col divide-y divide-border border-y border-border">
        {armRows(result, axis).map((row) => (
          <Arm key={row.arm} row={row} axis={axis} />
        ))}
      </ul>
    </section>
  );
}

function Arm({ row, axis }: { row: ArmRow; axis: Axis }) {
  return (
    <li className="grid items-center gap-x-4 gap-y-1 py-2.5 text-table sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,2fr)]">
      <div className="min-w-0">
        <div className="font-medium break-words">{row.arm}</div>
        <div className="text-xs text-fg-muted">
          {STANDING_WORDS[row.standing]}
          {row.standing === 'control' ? null : `, ${row.chance}`}
        </div>
      </div>
      <div className="max-sm:flex max-sm:items-baseline max-sm:gap-2">
        <div className="font-medium tabular-nums">{row.value}</div>
        <div className="text-xs text-fg-muted">
          {row.behind}, best with {row.best}
        </div>
      </div>
      <div className="min-w-0">
        <Bar row={row} axis={axis} />
        <div className="mt-1 text-xs text-fg-muted tabular-nums">
          {row.bar ? (
            <>
              <span className="font-medium text-fg">{row.lift}</span> ({row.interval})
            </>
          ) : row.standing === 'control' ? (
            `The axis goes from ${liftWords(axis.low)} to ${liftWords(axis.high)}; the line is the control.`
          ) : (
            'No lift can be told.'
          )}
        </div>
      </div>
    </li>
  );
}

function Bar({ row: { bar, standing }, axis }: { row: ArmRow; axis: Axis }) {
  return (
    <div aria-hidden className="relative h-3 rounded-full bg-fg/6">
      <span className="absolute inset-y-[-3px] w-px bg-fg-muted" style={{ left: `${placeOn(axis, 0)}%` }} />
      {bar ? (
        <>
          <span
            className={cn('absolute inset-y-0 rounded-full opacity-40', BARS[standing])}
            style={{ left: `${bar.from}%`, width: `${Math.max(0.4, bar.to - bar.from)}%` }}
          />
          <span
            className={cn('absolute top-1/2 size-2.5 -translate-1/2 rounded-full', BARS[standing])}
            style={{ left: `${bar.at}%` }}
          />
        </>
      ) : null}
    </div>
  );
}
