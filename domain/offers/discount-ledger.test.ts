import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiscountLedger, released, remainingCents, reserved, settled, settlement } from './discount-ledger';

describe('what of a discount a code accounts for', () => {
  it.each([
    ['less than reserved', settlement(800, 1_000), { settledCents: 800, overrunCents: 0 }],
    ['more than reserved', settlement(1_300, 1_000), { settledCents: 1_000, overrunCents: 300 }],
    ['given back, budget left', settlement(800, 1_000, 5_000), { settledCents: 800, overrunCents: 0 }],
    ['given back, budget nearly spent', settlement(800, 1_000, 300), { settledCents: 300, overrunCents: 500 }],
    ['an order that took nothing off', settlement(-5, 1_000), { settledCents: 0, overrunCents: 0 }],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

type Code = { reservedCents: number; isHeld: boolean };
const step = fc.record({
  kind: fc.constantFrom('issue', 'expire', 'redeem'),
  cents: fc.integer({ min: 0, max: 400 }),
  which: fc.nat(),
});

describe('a ledger of discounts', () => {
  it('is never overdrawn, and ends at what its codes were settled at, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000 }), fc.array(step, { maxLength: 60 }), (budgetCents, steps) => {
        let ledger: DiscountLedger = { budgetCents, reservedCents: 0, settledCents: 0 };
        let codes: Code[] = [];
        let paid = 0;
        for (const { kind, cents, which } of steps) {
          const code = codes[which % Math.max(1, codes.length)];
          if (kind === 'issue') {
            const next = reserved(ledger, cents);
            expect(next === null).toBe(cents > remainingCents(ledger));
            if (next) codes.push({ reservedCents: cents, isHeld: true });
            ledger = next ?? ledger;
          } else if (code && kind === 'expire' && code.isHeld) {
            ledger = released(ledger, code.reservedCents);
            code.isHeld = false;
          } else if (code && kind === 'redeem') {
            const held = code.isHeld ? code.reservedCents : 0;
            const remaining = remainingCents(ledger) + held;
            const found = settlement(cents, code.reservedCents, remaining);
            expect(found.settledCents + found.overrunCents).toBe(cents);
            ledger = settled(ledger, found, held);
            paid += found.settledCents;
            codes = codes.filter((each) => each !== code);
          }
          expect(remainingCents(ledger)).toBeGreaterThanOrEqual(0);
          expect(ledger.reservedCents).toBe(
            codes.reduce((sum, each) => sum + (each.isHeld ? each.reservedCents : 0), 0),
          );
          expect(ledger.settledCents).toBe(paid);
        }
      }),
    );
  });
});
