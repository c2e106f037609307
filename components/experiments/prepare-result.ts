import type { ExperimentVerdict } from '@/domain/experiments/analyse-experiment';
import type { ArmComparison, ArmFigure, MetricResult } from '@/domain/experiments/compare-arms';
import type { MetricRole } from '@/domain/experiments/experiment';
import { chanceWords, liftWords } from '@/domain/experiments/verdict-words';
import { formatCount, formatRate, MISSING } from '@/lib/format';

export const ROLE_WORDS: Record<MetricRole, string> = { goal: 'Goal', secondary: 'Secondary', guardrail: 'Guardrail' };

/** The relative lifts that the common axis reaches from and to; zero lies on it. */
export type Axis = { readonly low: number; readonly high: number };

/** One arm of one metric as it is shown. */
export type ArmRow = {
  readonly arm: string;
  readonly value: string;
  readonly behind: string;
  readonly lift: string;
  readonly interval: string;
  readonly chance: string;
  readonly best: string;
  readonly standing: ArmComparison['standing'] | 'control';
  /** Places on the axis in percent; null where there is no lift. */
  readonly bar: { readonly from: number; readonly to: number; readonly at: number } | null;
};

/** An axis that holds every interval of an experiment, with a little room. */
export function axisOf(results: readonly MetricResult[]): Axis {
  const lifts = results.flatMap(({ comparisons }) =>
    comparisons.flatMap(({ lift }) => (lift ? [lift.low, lift.high] : [])),
  );
  const [low, high] = [Math.min(0, ...lifts), Math.max(0, ...lifts)];
  const room = Math.max(0.01, (high - low) * 0.05);
  return { low: low - room, high: high + room };
}

/** Where a lift lies on the axis, in percent of its length. */
export function placeOn({ low, high }: Axis, lift: number): number {
  return (100 * (lift - low)) / (high - low);
}

/** The arms of a metric, the control first. */
export function armRows({ metric, arms, comparisons }: MetricResult, axis: Axis): ArmRow[] {
  return arms.map((figure, index) => {
    const comparison = comparisons[index - 1];
    const lift = comparison?.lift ?? null;
    return {
      arm: figure.arm,
      value: valueText(figure, metric.kind),
      behind:
        figure.successes === null
          ? `of ${formatCount(figure.people)}`
          : `${formatCount(figure.successes)} of ${formatCount(figure.people)}`,
      lift: lift ? liftWords(lift.estimate) : MISSING,
      interval: lift ? `${liftWords(lift.low)} to ${liftWords(lift.high)}` : MISSING,
      chance: comparison ? chanceWords(comparison.corrected) : MISSING,
      best: formatRate(figure.standing?.chance, 1),
      standing: comparison?.standing ?? 'control',
      bar: lift && { from: placeOn(axis, lift.low), to: placeOn(axis, lift.high), at: placeOn(axis, lift.estimate) },
    };
  });
}

/** A share as a percentage, a mean as it is. */
function valueText({ value }: ArmFigure, kind: 'share' | 'mean'): string {
  return kind === 'share' ? formatRate(value) : formatCount(value, { decimals: 2 });
}

/** Everything of a verdict as a table, to read or to save. */
export function verdictTable({ results }: ExperimentVerdict): { header: string[]; rows: string[][] } {
  const axis = axisOf(results);
  return {
    header: ['Metric and arm', 'People', 'Value', 'Lift', 'Interval', 'p', 'Chance to be best', 'Expected loss'],
    rows: results.flatMap((result) =>
      armRows(result, axis).map((row, index) => {
        const figure = result.arms[index];
        const loss = figure?.standing?.loss;
        return [
          `${result.metric.name}: ${row.arm}`,
          formatCount(figure?.people),
          row.value,
          row.lift,
          row.interval,
          row.chance.replace(/^p (= )?/, ''),
          row.best,
          result.metric.kind === 'share' ? formatRate(loss, 3) : formatCount(loss, { decimals: 3 }),
        ];
      }),
    ),
  };
}
