import type { Cents } from '../shared/money';
import type { Incremental } from './incremental';

/** What touches take as well as bring, and how much of their credit they did not cause. Money in minor units. */
export type PriceOfTouches = {
  /**
   * Credited less caused, for each touch, with the 95 % interval of what was caused turned round; null without a touch, or
   * where what they caused is not known.
   */
  creditInflation: { estimate: Cents; low: Cents; high: Cents } | null;
  /** Discounts redeemed. Revenue is what customers paid: they are taken off it already. */
  discountCents: Cents;
  /** Touches whose receiver unsubscribed by them. */
  unsubscribed: number;
  /**
   * What is no longer earned of those who unsubscribed, over as many days again: as many times what an average customer who
   * was written to was credited with. Null where nobody was.
   */
  forgoneCents: Cents | null;
};

export type TouchSums = {
  touches: number;
  creditCents: Cents;
  discountCents: Cents;
  unsubscribed: number;
  customersTouched: number;
};

/** The price of the touches of some days, from their sums and from what they caused. */
export function priceOfTouches(sums: TouchSums, { perTouch }: Pick<Incremental, 'perTouch'>): PriceOfTouches {
  const { touches, creditCents, discountCents, unsubscribed, customersTouched } = sums;
  const credited = touches > 0 ? creditCents / touches : null;
  return {
    creditInflation:
      credited === null || perTouch === null
        ? null
        : {
            estimate: credited - perTouch.estimate,
            low: credited - perTouch.high,
            high: credited - perTouch.low,
          },
    discountCents,
    unsubscribed,
    forgoneCents: customersTouched > 0 ? Math.round((unsubscribed * creditCents) / customersTouched) : null,
  };
}
