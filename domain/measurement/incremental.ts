import type { Lift } from '../autonomy/evidence';
import type { Cents } from '../shared/money';
import { cautiousInterval } from '../statistics/cautious-interval';
import { goodnessOfFit } from '../statistics/chi-square';
import type { Sample } from '../statistics/welch';

/** Fewer customers than this in either group say nothing worth printing. */
export const ENOUGH_CUSTOMERS = 30;

/**
 * How many who order have to be expected in each group, if being written to changed nothing, before the difference of
 * the means is near enough to normal for its interval to be believed (Cochran 1954). Without it six orders among the
 * treated and none among forty left alone, where 0.8 are expected, pass for proof.
 */
export const ENOUGH_BUYERS = 5;

/** Net revenue per customer of one group, in minor units, and how many of its customers brought any. */
export type Group = Sample & { buyers: number };

/** The groups of a comparison. `drawn`: the share 0..1 left alone by the draws that put these customers where they are. */
export type Groups = { readonly treated: Group; readonly heldOut: Group; readonly drawn: number };

/** The group of customers who brought so much each, in minor units. */
export function groupOf(revenue: readonly Cents[]): Group {
  const count = revenue.length;
  const mean = count === 0 ? 0 : revenue.reduce((sum, cents) => sum + cents, 0) / count;
  const squares = revenue.reduce((sum, cents) => sum + (cents - mean) ** 2, 0);
  const variance = count < 2 ? 0 : squares / (count - 1);
  return { count, mean, variance, buyers: revenue.filter((cents) => cents > 0).length };
}

export type Incremental = {
  treated: { customers: number; revenuePerCustomer: Cents };
  heldOut: { customers: number; revenuePerCustomer: Cents };
  /** Null where there is not enough data; see `missing`. */
  perTouch: { estimate: number; low: number; high: number } | null;
  /**
   * How many times as many customers it would take, should the difference stay as it is, until zero lies outside the
   * interval; null where it does already, or where there is no interval.
   */
  timesNeeded: number | null;
  /** What is missing, in words; null when nothing is. */
  missing: string | null;
};

/**
 * What the touches caused: (revenue per customer treated - revenue per customer held out) x customers treated /
 * touches, in minor units a touch, with a 95 % interval (see `cautiousInterval`). Both groups are everybody the agents wanted to write
 * to and the guardrails would have let them, whatever became of it, so that nobody is picked after the fact. Null with
 * what is missing where they are not split as they were drawn.
 */
export function incrementalPerTouch({ treated, heldOut, drawn }: Groups, touches: number): Incremental {
  const groups = {
    treated: { customers: treated.count, revenuePerCustomer: treated.mean },
    heldOut: { customers: heldOut.count, revenuePerCustomer: heldOut.mean },
  };
  const missing = whatIsMissing({ treated, heldOut, drawn }, touches);
  const difference = missing ? null : cautiousInterval(treated, heldOut);
  if (!difference) {
    return {
      ...groups,
      perTouch: null,
      timesNeeded: null,
      missing: missing ?? NOTHING_VARIES,
    };
  }
  const scale = treated.count / touches;
  const { estimate, low, high } = difference;
  return {
    ...groups,
    perTouch: { estimate: estimate * scale, low: low * scale, high: high * scale },
    timesNeeded: low > 0 || high < 0 ? null : timesNeeded(estimate, high - estimate),
    missing: null,
  };
}

/** An interval narrows with the root of the number of customers. */
function timesNeeded(estimate: number, margin: number): number {
  return (margin / Math.abs(estimate)) ** 2;
}

/**
 * What being written to changed per customer, in minor units, with a 95 % interval; null with what is missing where the
 * groups are too small, nothing varies, or they are not split as they were drawn.
 */
export function liftPerCustomer({ treated, heldOut, drawn }: Groups): Lift {
  const missing = cannotCompare({ treated, heldOut, drawn });
  const difference = missing ? null : cautiousInterval(treated, heldOut);
  if (!difference) return { perCustomer: null, missing: missing ?? NOTHING_VARIES };
  const { estimate, low, high } = difference;
  return { perCustomer: { estimate, low, high }, missing: null };
}

/** Below this chance a split is no accident (Fabijan et al. 2019). */
const MISMATCH = 0.001;

/**
 * Whether as many are left alone as the share `drawn` (0..1) makes, but for chance; null without anybody. Where earlier
 * messages decide who comes to be compared, it is not so, and the comparison says nothing.
 */
export function isSplitAsDrawn(treated: number, heldOut: number, drawn: number): boolean | null {
  const fit = goodnessOfFit([treated, heldOut], [1 - drawn, drawn]);
  return fit && fit.p >= MISMATCH;
}

function wrongSplit(treated: number, heldOut: number, drawn: number): string | null {
  if (isSplitAsDrawn(treated, heldOut, drawn) !== false) return null;
  const share = Math.round(1_000 * drawn) / 10;
  return `Left alone: ${heldOut} of ${treated + heldOut} customers, where ${share}% were drawn. Something besides chance decides who is compared here, so their difference says nothing.`;
}

const NOTHING_VARIES = 'Each customer of both groups brought the same: nothing can be told from chance.';

function whatIsMissing(groups: Groups, touches: number): string | null {
  return touches === 0 ? 'There is no touch in this period.' : cannotCompare(groups);
}

function cannotCompare({ treated, heldOut, drawn }: Groups): string | null {
  return (
    tooFewCustomers(treated, heldOut) ??
    tooFewBuyers(treated, heldOut) ??
    wrongSplit(treated.count, heldOut.count, drawn)
  );
}

function tooFewCustomers(treated: Group, heldOut: Group): string | null {
  const short = [
    { name: 'left alone', count: heldOut.count },
    { name: 'who could be written to', count: treated.count },
  ].find((group) => group.count < ENOUGH_CUSTOMERS);
  return short ? `Customers ${short.name} so far: ${short.count}. A comparison needs ${ENOUGH_CUSTOMERS}.` : null;
}

function tooFewBuyers(treated: Group, heldOut: Group): string | null {
  const buyers = treated.buyers + heldOut.buyers;
  const smaller = Math.min(treated.count, heldOut.count);
  const needed = Math.ceil((ENOUGH_BUYERS * (treated.count + heldOut.count)) / smaller);
  if (buyers === 0) return 'Nobody in either group has ordered yet.';
  if (buyers >= needed) return null;
  return `Customers who ordered so far, of both groups: ${buyers}. A comparison of ${treated.count} with ${heldOut.count} needs about ${needed}.`;
}
