import type { Cents } from '../shared/money';

/** What a reckoning of the return takes for granted; a person edits it. */
export type RoiAssumptions = {
  /** Share 0..1 of revenue that is left after goods, delivery and payment. */
  margin: number;
  /** Licences, models and servers, a month. */
  platformCents: Cents;
  peopleHoursPerWeek: number;
  hourCents: Cents;
  /** Paid once, before anything comes back. */
  setUpCents: Cents;
};

/** What was measured over some days. `caused`: net revenue, by the 95 % interval; null where it is not known yet. */
export type RoiFacts = {
  days: number;
  caused: { low: Cents; likely: Cents; high: Cents } | null;
  /** What the messages themselves cost. */
  messageCents: Cents;
};

/** One year at this rate. `ratio`: (gain - cost) / cost, null where nothing is spent. */
export type YearlyReturn = {
  revenueCents: Cents;
  gainCents: Cents;
  costCents: Cents;
  netCents: Cents;
  ratio: number | null;
  /** Months until the set-up has come back; null where it never does at this rate. */
  paybackMonths: number | null;
};

export const CASES = ['low', 'likely', 'high'] as const;
export type RoiCase = (typeof CASES)[number];

export type YearlyCosts = Record<'platform' | 'people' | 'messages' | 'setUp', Cents>;

const DAYS_OF_YEAR = 365;
const WEEKS_OF_YEAR = DAYS_OF_YEAR / 7;

/** What the first year costs, part by part. */
export function yearlyCosts({ days, messageCents }: RoiFacts, assumed: RoiAssumptions): YearlyCosts {
  return {
    platform: assumed.platformCents * 12,
    people: Math.round(assumed.peopleHoursPerWeek * WEEKS_OF_YEAR * assumed.hourCents),
    messages: Math.round((messageCents * DAYS_OF_YEAR) / days),
    setUp: assumed.setUpCents,
  };
}

/**
 * The return of the first year if it goes on as in the days measured, once for each end of the interval and once for its
 * middle: (gain - cost) / cost, where the gain is the margin on what the touches caused, never on what was credited to
 * them. Discounts are taken off already: revenue is what customers paid. Null while what they caused is not known.
 */
export function returnOnInvestment(facts: RoiFacts, assumed: RoiAssumptions): Record<RoiCase, YearlyReturn> | null {
  const { caused, days } = facts;
  if (!caused || days <= 0) return null;
  const { setUp, ...running } = yearlyCosts(facts, assumed);
  const runningCents = running.platform + running.people + running.messages;
  const one = (causedCents: Cents): YearlyReturn => {
    const revenueCents = Math.round((causedCents * DAYS_OF_YEAR) / days);
    const gainCents = Math.round(revenueCents * assumed.margin);
    const costCents = runningCents + setUp;
    const monthly = (gainCents - runningCents) / 12;
    return {
      ...{ revenueCents, gainCents, costCents },
      netCents: gainCents - costCents,
      ratio: costCents > 0 ? (gainCents - costCents) / costCents : null,
      paybackMonths: monthly > 0 ? setUp / monthly : null,
    };
  };
  return { low: one(caused.low), likely: one(caused.likely), high: one(caused.high) };
}

/**
 * What one touch has to cause for the first year to pay for itself, in minor units; null where there is no touch or no
 * margin to pay it from.
 */
export function breakEvenPerTouch(facts: RoiFacts & { touches: number }, assumed: RoiAssumptions): number | null {
  const touches = (facts.touches * DAYS_OF_YEAR) / facts.days;
  if (touches <= 0 || assumed.margin <= 0) return null;
  const { platform, people, messages, setUp } = yearlyCosts(facts, assumed);
  return (platform + people + messages + setUp) / assumed.margin / touches;
}
