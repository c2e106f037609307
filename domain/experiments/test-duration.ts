import type { Share } from '../statistics/chi-square';
import { daysNeeded, detectableShare, peoplePerArm } from '../statistics/sample-size';
import { firstShares, type SharingPlan } from './allocation';

/** What a test is planned with: traffic as it is now, and the rules of the policy. */
export type DurationFacts = {
  /** Customers of the message in so many days, and how many of them did what the goal counts. */
  readonly now: Share & { readonly days: number };
  /** Least relative lift 0..1 that is worth telling. */
  readonly lift: number;
  readonly challengers: number;
  readonly sharing: SharingPlan;
  readonly leastPerVariant: number;
  readonly longestDays: number;
  readonly significance: number;
};

export type TestDuration = {
  /** What the goal is now, 0..1, and customers a day. */
  readonly rate: number;
  readonly perDay: number;
  /** Customers the smallest variant needs, by one look at the end with a power of 80 %. */
  readonly perArm: number;
  /** Whole weeks until then. */
  readonly days: number;
  /** Relative lift that is told four times in five in the longest time a test may take; null where none is. */
  readonly tellable: number | null;
};

/**
 * How long a test takes by the traffic of now, reckoned for the variant with fewest customers as it begins. Null where
 * nothing can be said: nobody got the message lately, or nobody did what the goal counts.
 */
export function testDuration(facts: DurationFacts): TestDuration | null {
  const { now, lift, challengers, sharing, leastPerVariant, longestDays, significance } = facts;
  if (now.trials === 0 || now.successes === 0 || challengers < 1) return null;
  const rate = now.successes / now.trials;
  const wanted = rate * (1 + lift);
  if (wanted >= 1) return null;
  const perDay = now.trials / now.days;
  const ids = Array.from({ length: challengers + 1 }, (_, index) => String(index));
  const smallest = Math.min(...firstShares(sharing, ids).map(({ share }) => share));
  const sensitivity = { alpha: significance, comparisons: challengers };
  const perArm = Math.max(leastPerVariant, peoplePerArm(rate, wanted, sensitivity));
  const days = daysNeeded(perArm, perDay, smallest);
  const detectable = detectableShare(rate, perDay * longestDays * smallest, sensitivity);
  return days === null ? null : { rate, perDay, perArm, days, tellable: detectable && detectable / rate - 1 };
}
