import type { Difference } from '../statistics/confidence-sequence';
import { heterogeneity } from '../statistics/heterogeneity';
import { holm } from '../statistics/multiple-comparisons';
import { normalTail } from '../statistics/normal';

/** Below this chance a warning is given: warnings are asked for often, and crying wolf is a fault as well. */
const WORTH_A_WARNING = 0.01;

/**
 * Whether the effect wears off or grows: that of people in their first days against that of people later, two-sided.
 * Null where nothing is told, else what to say.
 */
export function noveltyWarning(early: Difference, late: Difference): string | null {
  const error = Math.sqrt(early.squaredError + late.squaredError);
  if (!(error > 0)) return null;
  const z = (late.estimate - early.estimate) / error;
  if (2 * normalTail(Math.abs(z)) >= WORTH_A_WARNING) return null;
  const isFading = Math.abs(late.estimate) < Math.abs(early.estimate);
  return isFading
    ? 'The effect was larger at the beginning than it is now: some of it may be novelty, and will not last.'
    : 'The effect is larger now than at the beginning: the average understates what lasts.';
}

/**
 * What the days of the week do to a result: a test that is not whole weeks long holds some of them more often than
 * others, and an effect may differ by day. `effects` are by weekday, those with data; null where there is nothing to say.
 */
export function weekdayWarning(days: number, effects: readonly Difference[]): string | null {
  if (days < 7) return 'It has not run for a whole week: what holds on these days need not hold on the others.';
  const differ = heterogeneity(effects);
  if (differ && differ.p < WORTH_A_WARNING) {
    return 'The effect differs by day of the week, so that full weeks are needed to tell its average.';
  }
  return days % 7 === 0 ? null : 'It has not run for whole weeks: some days of the week count more often than others.';
}

/** The effect in one part of the customers. */
export type SegmentEffect = Difference & { readonly segment: string };

export type SegmentFinding = SegmentEffect & {
  /** Two-sided, corrected for there being several segments (Holm). */
  readonly p: number;
};

/**
 * Effects by segment with corrected p values, and whether they differ from one another at all: without that, the
 * segment that looks best is most likely just the luckiest.
 */
export function segmentFindings(effects: readonly SegmentEffect[]): {
  readonly segments: readonly SegmentFinding[];
  readonly doDiffer: boolean;
} {
  const raw = effects.map(({ estimate, squaredError }) =>
    squaredError > 0 ? 2 * normalTail(Math.abs(estimate) / Math.sqrt(squaredError)) : 1,
  );
  const corrected = holm(raw);
  const differ = heterogeneity(effects);
  return {
    segments: effects.map((effect, index) => ({ ...effect, p: corrected[index] ?? 1 })),
    doDiffer: differ !== null && differ.p < 0.05,
  };
}
