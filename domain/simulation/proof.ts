import type { Lift } from '../autonomy/evidence';
import { groupOf, liftPerCustomer } from '../measurement/incremental';
import type { Cents } from '../shared/money';
import { type UntouchedOrder, untouchedRevenue } from './untouched';

/** A customer of the comparison between those who could be written to and those left alone. */
export type LivedCustomer = {
  customerId: string;
  /** Their id in the shop. */
  externalId: string;
  heldOut: boolean;
  /** Their first decision, from which on revenue counts. */
  since: Date;
  /** What they brought from then on, as the product counted it. */
  cents: Cents;
};

/** The same, with what they would have brought had nobody ever been written to. */
export type KnownCustomer = LivedCustomer & { untouchedCents: Cents };

/** Adds to each customer the revenue of their other life, up to `until`. */
export function withOtherLife(
  customers: readonly LivedCustomer[],
  orders: ReadonlyMap<string, readonly UntouchedOrder[]>,
  until: Date,
): KnownCustomer[] {
  return customers.map((customer) => ({
    ...customer,
    untouchedCents: untouchedRevenue(orders.get(customer.externalId) ?? [], customer.since, until),
  }));
}

/** What being written to changed, on average over those who could be, in cents per customer; null without any. */
export function trueLift(customers: readonly KnownCustomer[]): number | null {
  const treated = customers.filter(({ heldOut }) => !heldOut);
  if (treated.length === 0) return null;
  return treated.reduce((sum, { cents, untouchedCents }) => sum + cents - untouchedCents, 0) / treated.length;
}

/** Customers left alone who did not live as they would have: none, or the comparison is spoilt. */
export function disturbed(customers: readonly KnownCustomer[]): KnownCustomer[] {
  return customers.filter(({ heldOut, cents, untouchedCents }) => heldOut && cents !== untouchedCents);
}

/** Whether an interval contains the truth; null where there is no interval. */
export function covers({ perCustomer }: Lift, truth: number): boolean | null {
  return perCustomer && perCustomer.low <= truth && truth <= perCustomer.high;
}

export type Coverage = {
  /** Draws in which the comparison had an interval, and those of them in which it contained the truth. */
  draws: number;
  covered: number;
};

/**
 * How often the product's interval contains the truth when the holdout is drawn again and again. Both lives of those who
 * could be written to are known, so each draw of a `share` shows one of them for every customer: `isHeldOut` says which.
 */
export function coverageOfDraws(
  customers: readonly KnownCustomer[],
  draws: number,
  { share, isHeldOut }: { share: number; isHeldOut: (draw: number, customer: KnownCustomer) => boolean },
): Coverage {
  const known = customers.filter(({ heldOut }) => !heldOut);
  const coverage = { draws: 0, covered: 0 };
  for (let draw = 0; draw < draws; draw++) {
    const drawn = known.map((customer) => ({ ...customer, heldOut: isHeldOut(draw, customer) }));
    const truth = trueLift(drawn);
    const isCovered =
      truth === null
        ? null
        : covers(
            liftPerCustomer({
              treated: groupOf(drawn.filter(({ heldOut }) => !heldOut).map(({ cents }) => cents)),
              heldOut: groupOf(drawn.filter(({ heldOut }) => heldOut).map(({ untouchedCents }) => untouchedCents)),
              drawn: share,
            }),
            truth,
          );
    if (isCovered === null) continue;
    coverage.draws++;
    if (isCovered) coverage.covered++;
  }
  return coverage;
}
