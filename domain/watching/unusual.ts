import type { Kpi } from '../measurement/kpi';
import type { Reading } from './reading';
import type { WindowHours } from './watch';

/** A window in which a figure was unusual, in the figure's own unit and as its page shows it. */
export type Unusual = {
  readonly hours: WindowHours;
  readonly isHigh: boolean;
  readonly value: number;
  readonly expected: number;
  /** What would have surprised nobody. */
  readonly low: number;
  readonly high: number;
  /** Standard deviations, without its sign. */
  readonly deviation: number;
};

/** A reading as the figure says it: what is watched by its misses is told by its hits. */
export function unusualOf({ watch }: Pick<Kpi, 'watch'>, reading: Reading): Unusual {
  const { hours, value, expected, low, high, deviation } = reading;
  const size = Math.abs(deviation);
  if (!watch?.byMisses) return { hours, isHigh: deviation > 0, value, expected, low, high, deviation: size };
  const hits = (misses: number) => Math.max(0, 1 - misses);
  return {
    hours,
    isHigh: deviation < 0,
    value: hits(value),
    expected: hits(expected),
    low: hits(high),
    high: hits(low),
    deviation: size,
  };
}

/** What it means that a figure is unusually high or low. `either`: no way of it is the better one. */
export type Meaning = 'worse' | 'better' | 'either';

export function meaningOf({ direction }: Pick<Kpi, 'direction'>, isHigh: boolean): Meaning {
  if (direction === 'none') return 'either';
  return (direction === 'up') === isHigh ? 'better' : 'worse';
}
