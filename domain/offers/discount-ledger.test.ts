import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiscountLedger, deltaOf, type Movement, moved, remainingCents, settlement } from './discount-ledger';

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

const movedOn = (ledger: DiscountLedger, movement: Movement): DiscountLedger => {
  const next = moved(ledger, movement);
  if (!next) throw new Error(`A ${movement.kind} overdrew the ledger.`);
  return next;
};

describe('a movement', () => {
  const ledger: DiscountLedger = { budgetCents: 1_000, reservedCents: 300, settledCents: 200 };
  it.each<[string, Movement, [number, number] | null]>([
    ['a reservation', { kind: 'reserve', cents: 500 }, [800, 200]],
    ['a reservation of a cent too much', { kind: 'reserve', cents: 501 }, null],
    ['a release', { kind: 'release', cents: 300 }, [0, 200]],
    ['a release of more than is held', { kind: 'release', cents: 301 }, null],
    ['a settlement below what was held', { kind: 'settle', settledCents: 100, heldCents: 300 }, [0, 300]],
    ['a settlement of a code that holds nothing', { kind: 'settle', settledCents: 500, heldCents: 0 }, [300, 700]],
    ['a settlement of too much', { kind: 'settle', settledCents: 501, heldCents: 0 }, null],
    ['an overrun', { kind: 'overrun', cents: 9_000 }, [300, 200]],
  ])('%s', (_name, movement, totals) => {
    const next = moved(ledger, movement);
    expect(next && [next.reservedCents, next.settledCents]).toEqual(totals);
    expect(deltaOf(movement).overrunCents).toBe(movement.kind === 'overrun' ? 9_000 : 0);
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
            const next = moved(ledger, { kind: 'reserve', cents });
            expect(next === null).toBe(cents > remainingCents(ledger));
            if (next) codes.push({ reservedCents: cents, isHeld: true });
            ledger = next ?? ledger;
          } else if (code && kind === 'expire' && code.isHeld) {
            ledger = movedOn(ledger, { kind: 'release', cents: code.reservedCents });
            code.isHeld = false;
          } else if (code && kind === 'redeem') {
            const held = code.isHeld ? code.reservedCents : 0;
            const remaining = remainingCents(ledger) + held;
            const found = settlement(cents, code.reservedCents, remaining);
            expect(found.settledCents + found.overrunCents).toBe(cents);
            ledger = movedOn(ledger, { kind: 'settle', settledCents: found.settledCents, heldCents: held });
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
