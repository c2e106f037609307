import { describe, expect, it } from 'vitest';
import { priceOfTouches } from './price-of-touches';

const sums = { touches: 1_000, creditCents: 55_000, discountCents: 4_200, unsubscribed: 3, customersTouched: 220 };

describe('priceOfTouches', () => {
  it('names what is credited and not caused, with the interval of what was caused turned round', () => {
    expect(priceOfTouches(sums, { perTouch: { estimate: 30, low: -10, high: 69 } }).creditInflation).toEqual({
      ...{ estimate: 25, low: -14, high: 65 },
    });
  });

  it('says nothing of it where nothing was sent or nothing is known', () => {
    const perTouch = { estimate: 30, low: -10, high: 69 };
    expect(priceOfTouches(sums, { perTouch: null }).creditInflation).toBeNull();
    expect(priceOfTouches({ ...sums, touches: 0 }, { perTouch }).creditInflation).toBeNull();
  });

  it('counts discounts, and what readers who left had been worth in as many days', () => {
    expect(priceOfTouches(sums, { perTouch: null })).toMatchObject({
      ...{ discountCents: 4_200, unsubscribed: 3, forgoneCents: 750 },
    });
    expect(priceOfTouches({ ...sums, customersTouched: 0 }, { perTouch: null }).forgoneCents).toBeNull();
  });
});
