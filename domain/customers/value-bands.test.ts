import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueSegment } from '../agents/cart-winback/winback-arm';
import { type ValueBand, valueBands } from './value-bands';

const limits = (vipCents: number, salesCents: number, valuedFromCents: number) => ({
  financial: { vipCents, salesCents },
  winback: { valuedFromCents },
});
const holds = (value: number) => (band: ValueBand) =>
  (band.fromCents === null || value >= band.fromCents) && (band.belowCents === null || value < band.belowCents);
const cents = fc.integer({ min: 0, max: 2_000 });

describe('bands of lifetime value', () => {
  it('begin where the policy says', () => {
    expect(valueBands(limits(100_000, 500_000, 30_000))).toEqual([
      { id: 'sales', fromCents: 500_001, belowCents: null },
      { id: 'vip', fromCents: 100_001, belowCents: 500_001 },
      { id: 'valued', fromCents: 30_000, belowCents: 100_001 },
      { id: 'small', fromCents: 1, belowCents: 30_000 },
      { id: 'none', fromCents: null, belowCents: 1 },
    ]);
  });

  it('hold every value exactly once, whatever the policy', () => {
    fc.assert(
      fc.property(cents, cents, cents, fc.integer({ min: -100, max: 3_000 }), (vip, sales, valued, value) => {
        expect(valueBands(limits(vip, sales, valued)).filter(holds(value))).toHaveLength(1);
      }),
    );
  });

  it('are the segments the win-back agent writes by', () => {
    fc.assert(
      fc.property(cents, cents, cents, fc.integer({ min: 1, max: 3_000 }), (vip, above, valuedFromCents, value) => {
        const [band] = valueBands(limits(vip, vip + above, valuedFromCents)).filter(holds(value));
        const segment = valueSegment(value, { vipCents: vip, valuedFromCents });
        expect(
          { sales: 'vip', vip: 'vip', valued: 'valued', small: 'generic', none: 'generic' }[band?.id ?? 'none'],
        ).toBe(segment);
      }),
    );
  });
});
