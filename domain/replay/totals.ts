import { type Total, totalOf } from '../statistics/moments';
import type { Money, Tally } from './tally';

/** What all replayed decisions together are expected to bring or cost, in minor units; null for fewer than two. */
export type Sides = { readonly before: Total | null; readonly after: Total | null; readonly difference: Total | null };

/** The sums of a tally with their 95 % intervals (`totalOf`). The difference is taken decision by decision. */
export type Totals = Readonly<Record<'value' | 'valueByItself' | 'discount' | 'discountAtMost', Sides>>;

/** The sums of money in a tally. */
export function totalsOf({ value, valueByItself, discount, discountAtMost }: Tally): Totals {
  return {
    value: sidesOf(value),
    valueByItself: sidesOf(valueByItself),
    discount: spendOf(discount),
    discountAtMost: spendOf(discountAtMost),
  };
}

/** Of few codes the interval reaches below nothing, where no spend can be. */
function spendOf(money: Money): Sides {
  const { before, after, difference } = sidesOf(money);
  return { before: notBelowNothing(before), after: notBelowNothing(after), difference };
}

function notBelowNothing(total: Total | null): Total | null {
  return total && { ...total, low: Math.max(0, total.low) };
}

function sidesOf({ before, after, difference }: Money): Sides {
  return { before: totalOf(before), after: totalOf(after), difference: totalOf(difference) };
}
