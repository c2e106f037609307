import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributions } from './contribution';

const count = fc.integer({ min: 0, max: 10_000 });
const part = fc.record({
  numerator: count,
  denominator: count,
  numeratorBefore: count,
  denominatorBefore: count,
});
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('contributions', () => {
  it('add up to the change, of sums and of fractions', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const of = (key: keyof (typeof parts)[number]) => total(parts.map((each) => each[key]));
        expect(total(contributions(parts, 'sum') ?? [])).toBe(of('numerator') - of('numeratorBefore'));
        const shares = contributions(parts, 'fraction');
        if (of('denominator') === 0 || of('denominatorBefore') === 0) {
          expect(shares).toBeNull();
          return;
        }
        const change = of('numerator') / of('denominator') - of('numeratorBefore') / of('denominatorBefore');
        expect(total(shares ?? [])).toBeCloseTo(change, 8);
      }),
    );
  });

  it('blame no part for growing at the old level', () => {
    const steady = { numerator: 200, denominator: 1000, numeratorBefore: 20, denominatorBefore: 100 };
    const better = { numerator: 30, denominator: 100, numeratorBefore: 20, denominatorBefore: 100 };
    expect(contributions([steady, better], 'fraction')?.[0]).toBeCloseTo(0, 12);
    expect(contributions([steady, better], 'fraction')?.[1]).toBeCloseTo(10 / 1100, 12);
  });
});
