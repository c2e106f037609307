import { z } from 'zod';
import { Moments, merged, NO_MOMENTS, withValue } from '../statistics/moments';
import { type Answer, speaks } from './answer';
import type { Replayed } from './replay-decision';

const Counts = z.record(z.string(), z.number().int());
type Counts = z.infer<typeof Counts>;

/** A sum of money per decision on both sides, and of what one decision gains or loses. Cents. */
const Money = z.object({ before: Moments, after: Moments, difference: Moments });
export type Money = z.infer<typeof Money>;

/** What a replay has found so far. Two tallies of different decisions add up. */
export const Tally = z.object({
  same: z.number().int(),
  changed: z.number().int(),
  /** Those of the same that were not decided again, because nothing they depend on differs (`isUntouched`). */
  untouched: z.number().int().default(0),
  /** Decisions that could not be decided again, by why (`GAPS`). */
  gaps: Counts,
  /** Changed decisions by kind of change, by rule, and by "from>to" where the outcome is another; one may be in several. */
  kinds: Counts,
  rules: Counts,
  transitions: Counts,
  /** How all that were decided again came out. */
  outcomes: z.object({ before: Counts, after: Counts }),
  /**
   * Expected of the decisions that would speak, reviews counted as approved: value (chance of an order times what is at
   * stake, less the expected discount), discount (chance times the most a code can cost), and discount at its most.
   */
  value: Money,
  discount: Money,
  discountAtMost: Money,
  /** The same value for those alone that need nobody. */
  valueByItself: Money,
});
export type Tally = z.infer<typeof Tally>;

const NO_MONEY: Money = { before: NO_MOMENTS, after: NO_MOMENTS, difference: NO_MOMENTS };

/** Nothing found yet. */
export const EMPTY_TALLY: Tally = {
  same: 0,
  changed: 0,
  untouched: 0,
  gaps: {},
  kinds: {},
  rules: {},
  transitions: {},
  outcomes: { before: {}, after: {} },
  value: NO_MONEY,
  discount: NO_MONEY,
  discountAtMost: NO_MONEY,
  valueByItself: NO_MONEY,
};

/** The tally of some replayed decisions. */
export function tallyOf(replayed: readonly Replayed[]): Tally {
  const tally: Tally = { ...EMPTY_TALLY, gaps: {}, kinds: {}, rules: {}, transitions: {} };
  tally.outcomes = { before: {}, after: {} };
  for (const one of replayed) {
    if (one.kind === 'gap') {
      count(tally.gaps, one.gap);
      continue;
    }
    addDecided(tally, one.before, one.after);
    if (one.kind === 'same') {
      tally.same++;
      continue;
    }
    tally.changed++;
    for (const kind of one.comparison.kinds) count(tally.kinds, kind);
    for (const rule of one.comparison.rules) count(tally.rules, rule);
    if (one.before.outcome !== one.after.outcome) {
      count(tally.transitions, `${one.before.outcome}>${one.after.outcome}`);
    }
  }
  return tally;
}

/**
 * Decisions that came to the same outcome and are bound to again: how many, and of each their expected value (cents), the
 * most its code can cost, and that times the chance of an order.
 */
export type UntouchedGroup = {
  readonly outcome: Answer['outcome'];
  readonly value: Moments;
  readonly discount: Moments;
  readonly discountAtMost: Moments;
};

/** The tally of decisions that were not decided again: both sides are what is on record. */
export function tallyOfUntouched(groups: readonly UntouchedGroup[]): Tally {
  return groups.map(tallyOfGroup).reduce(addTallies, EMPTY_TALLY);
}

function tallyOfGroup({ outcome, value, discount, discountAtMost }: UntouchedGroup): Tally {
  const { count } = value;
  const nothing: Moments = { count, mean: 0, squares: 0 };
  const bothSides = (moments: Moments): Money => ({ before: moments, after: moments, difference: nothing });
  const ifSpoken = (moments: Moments) => bothSides(speaks({ outcome }) ? moments : nothing);
  return {
    ...EMPTY_TALLY,
    same: count,
    untouched: count,
    outcomes: { before: { [outcome]: count }, after: { [outcome]: count } },
    value: ifSpoken(value),
    discount: ifSpoken(discount),
    discountAtMost: ifSpoken(discountAtMost),
    valueByItself: bothSides(outcome === 'scheduled' ? value : nothing),
  };
}

function addDecided(tally: Tally, before: Answer, after: Answer): void {
  count(tally.outcomes.before, before.outcome);
  count(tally.outcomes.after, after.outcome);
  tally.value = withPair(tally.value, expectedOf(before), expectedOf(after));
  tally.discount = withPair(tally.discount, expectedDiscountOf(before), expectedDiscountOf(after));
  tally.discountAtMost = withPair(tally.discountAtMost, discountOf(before), discountOf(after));
  tally.valueByItself = withPair(tally.valueByItself, byItself(before), byItself(after));
}

const expectedOf = (answer: Answer) => (speaks(answer) ? answer.expectedValueCents : 0);
const byItself = (answer: Answer) => (answer.outcome === 'scheduled' ? answer.expectedValueCents : 0);
const discountOf = (answer: Answer) => (speaks(answer) ? answer.discountCents : 0);
const expectedDiscountOf = (answer: Answer) => discountOf(answer) * (answer.probability ?? 0);

function withPair(money: Money, before: number, after: number): Money {
  return {
    before: withValue(money.before, before),
    after: withValue(money.after, after),
    difference: withValue(money.difference, after - before),
  };
}

function count(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Two tallies of different decisions as one. */
export function addTallies(a: Tally, b: Tally): Tally {
  return {
    same: a.same + b.same,
    changed: a.changed + b.changed,
    untouched: a.untouched + b.untouched,
    gaps: addCounts(a.gaps, b.gaps),
    kinds: addCounts(a.kinds, b.kinds),
    rules: addCounts(a.rules, b.rules),
    transitions: addCounts(a.transitions, b.transitions),
    outcomes: {
      before: addCounts(a.outcomes.before, b.outcomes.before),
      after: addCounts(a.outcomes.after, b.outcomes.after),
    },
    value: addMoney(a.value, b.value),
    discount: addMoney(a.discount, b.discount),
    discountAtMost: addMoney(a.discountAtMost, b.discountAtMost),
    valueByItself: addMoney(a.valueByItself, b.valueByItself),
  };
}

function addMoney(a: Money, b: Money): Money {
  return {
    before: merged(a.before, b.before),
    after: merged(a.after, b.after),
    difference: merged(a.difference, b.difference),
  };
}

function addCounts(a: Counts, b: Counts): Counts {
  const sum = { ...a };
  for (const [key, value] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + value;
  return sum;
}
