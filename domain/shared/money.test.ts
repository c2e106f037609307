import { describe, expect, it } from 'vitest';
import { centsFromDecimal, decimalFromCents, percentOf } from './money';

describe('an amount of money', () => {
  it.each([
    ['EUR', 2.55, 255],
    ['USD', 1.005, 101],
    ['JPY', 255, 255],
    ['KWD', 2.555, 2_555],
    ['EUR', -0.29, -29],
  ])('of %s %d is %d minor units, and back', (currency, amount, cents) => {
    expect(centsFromDecimal(amount, currency)).toBe(cents);
    expect(centsFromDecimal(decimalFromCents(cents, currency), currency)).toBe(cents);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])('is not %d', (amount) => {
    expect(() => centsFromDecimal(amount, 'EUR')).toThrow(RangeError);
  });

  it('has a currency', () => {
    expect(() => decimalFromCents(1, 'euro')).toThrow(RangeError);
  });

  it('is shared to the whole cent, half away from zero', () => {
    expect(percentOf(1_250, 10)).toBe(125);
    expect(percentOf(105, 50)).toBe(53);
    expect(percentOf(-105, 50)).toBe(-53);
  });
});
