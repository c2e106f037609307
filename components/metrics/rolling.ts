import type { SeriesPoint } from '@/server/services/measurement';

export type RollingPoint = Pick<SeriesPoint, 'day' | 'state' | 'value'>;

/**
 * A ratio over the `window` days up to each day: sums divided by sums, so that a day with three touches weighs as much
 * as it should. The first `window - 1` points only feed those after them and are left out. Null where the window has
 * nothing to divide by or reaches into days nothing is known of.
 */
export function rollingRatio(
  points: readonly Pick<SeriesPoint, 'day' | 'state' | 'numerator' | 'denominator'>[],
  window: number,
): RollingPoint[] {
  return points.slice(window - 1).map(({ day, state }, index) => {
    const days = points.slice(index, index + window);
    const isGap = days.some((point) => point.state === 'before' || point.state === 'future');
    const numerator = days.reduce((sum, point) => sum + point.numerator, 0);
    const denominator = days.reduce((sum, point) => sum + point.denominator, 0);
    return { day, state, value: isGap || denominator === 0 ? null : numerator / denominator };
  });
}
