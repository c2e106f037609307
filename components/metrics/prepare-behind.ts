import type { Day } from '@/domain/measurement/day-range';
import { isFraction, type Kpi } from '@/domain/measurement/kpi';
import type { KpiValue, SeriesPoint, Totals } from '@/server/services/measurement';

/** The days on which something stands behind a figure, the latest first. */
export function daysWithCases(
  points: readonly Pick<SeriesPoint, 'day' | 'numerator' | 'denominator' | 'state'>[],
): Day[] {
  return points
    .filter(({ state, numerator, denominator }) => {
      const isKnown = state === 'counted' || state === 'partial';
      return isKnown && (numerator !== 0 || denominator > 0);
    })
    .map(({ day }) => day)
    .toReversed();
}

/** Doubles that were summed in another order may differ in their last digits. */
const ROUNDING = 1e-6;

/** Whether the rows add up to the figure they stand behind. */
export function isSameAsTile(
  kpi: Pick<Kpi, 'measure'>,
  totals: Totals,
  figure: Pick<KpiValue, 'numerator' | 'denominator'>,
): boolean {
  const isNumeratorSame = Math.abs(totals.numerator - figure.numerator) < ROUNDING;
  // A sum has no denominator, and customers touched are no sum over decisions.
  return isNumeratorSame && (!isFraction(kpi) || totals.denominator === figure.denominator);
}
