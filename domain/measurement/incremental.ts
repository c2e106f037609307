import type { Lift } from '../autonomy/evidence';
import type { Cents } from '../shared/money';
import { type Sample, welchInterval } from '../statistics/welch';

/** Fewer customers than this in either group say nothing worth printing. */
export const ENOUGH_CUSTOMERS = 30;

/** Net revenue per customer of one group, in minor units. */
export type Group = Sample;

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
 * touches, in minor units a touch, with a 95 % interval (Welch). Both groups are everybody the agents wanted to write
 * to and the guardrails would have let them, whatever became of it, so that nobody is picked after the fact.
 */
export function incrementalPerTouch(treated: Group, heldOut: Group, touches: number): Incremental {
  const groups = {
    treated: { customers: treated.count, revenuePerCustomer: treated.mean },
    heldOut: { customers: heldOut.count, revenuePerCustomer: heldOut.mean },
  };
  const missing = whatIsMissing(treated, heldOut, touches);
  const difference = missing ? null : welchInterval(treated, heldOut);
  if (!difference) {
    return {
      ...groups,
      perTouch: null,
      timesNeeded: null,
      missing: missing ?? 'Nobody in either group has ordered yet.',
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
 * What being written to changed per customer, in minor units, with a 95 % interval (Welch); null with what is missing
 * where the groups are too small or nothing varies.
 */
export function liftPerCustomer(treated: Group, heldOut: Group): Lift {
  const missing = tooFew(treated, heldOut);
  const difference = missing ? null : welchInterval(treated, heldOut);
  if (!difference) return { perCustomer: null, missing: missing ?? 'Nobody in either group has ordered yet.' };
  const { estimate, low, high } = difference;
  return { perCustomer: { estimate, low, high }, missing: null };
}

function whatIsMissing(treated: Group, heldOut: Group, touches: number): string | null {
  if (touches === 0) return 'There is no touch in this period.';
  return tooFew(treated, heldOut);
}

function tooFew(treated: Group, heldOut: Group): string | null {
  const short = [
    { name: 'left alone', count: heldOut.count },
    { name: 'who could be written to', count: treated.count },
  ].find((group) => group.count < ENOUGH_CUSTOMERS);
  return short ? `Customers ${short.name} so far: ${short.count}. A comparison needs ${ENOUGH_CUSTOMERS}.` : null;
}
