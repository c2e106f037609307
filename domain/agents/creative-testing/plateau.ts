import type { Reason } from '../../decisions/candidate';
import type { Policy } from '../../policies/policy';
import { plural } from '../../shared/plural';
import { DAY } from '../../shared/time';
import { differenceOfShares, type Share } from '../../statistics/chi-square';
import { rateText } from './rate-text';

/** Deliveries of one message in two spans of equal length, the later one first, and those of them that a person clicked. */
export type PlateauFacts = {
  readonly recent: Share;
  readonly before: Share;
  /** When its words were last tried or changed by a test; null where they never were. */
  readonly lastTestEndedAt: Date | null;
};

/** The two spans before `now`: the later one ends when its last click could have come, so that both are whole. */
export function plateauSpans(
  { creative }: Pick<Policy, 'creative'>,
  now: Date,
): { from: Date; middle: Date; to: Date } {
  const to = new Date(now.getTime() - creative.clickDays * DAY);
  const span = creative.plateauDays * DAY;
  return { from: new Date(to.getTime() - 2 * span), middle: new Date(to.getTime() - span), to };
}

/**
 * Whether the words of a message have stopped getting better, as a reason to try others; null where they have not, or
 * it cannot be told. They have when the click rate of the later span is not above that of the one before, both in the
 * same words, and the data would have shown a rise worth having: the upper 95 % bound of the difference lies below
 * the policy's share of the earlier rate. Too few deliveries leave that bound too high, so that chance is no plateau.
 */
export function plateauOf(facts: PlateauFacts, policy: Pick<Policy, 'creative'>, now: Date): Reason | null {
  const { recent, before, lastTestEndedAt } = facts;
  const { leastVolume, plateauDays, plateauRise } = policy.creative;
  if (Math.min(recent.trials, before.trials) < leastVolume || before.successes === 0) return null;
  if (lastTestEndedAt && lastTestEndedAt > plateauSpans(policy, now).from) return null;
  const difference = differenceOfShares(recent, before);
  if (!difference || difference.estimate > 0) return null;
  if (difference.high >= (before.successes / before.trials) * plateauRise) return null;
  const text = `No better than before: clicked by ${rate(recent)} of ${plural(recent.trials, 'delivery', 'deliveries')} within ${plural(plateauDays, 'day')}, by ${rate(before)} of ${plural(before.trials, 'delivery', 'deliveries')} in as many before.`;
  return { text, factor: 'plateau', value: Math.round(difference.estimate * 100_000) / 100_000 };
}

function rate({ successes, trials }: Share): string {
  return rateText({ clicked: successes, delivered: trials });
}
