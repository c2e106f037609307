/** What an approved budget has given away and could still give, in cents: reserved + settled <= budget, always. */
export type DiscountLedger = { budgetCents: number; reservedCents: number; settledCents: number };

/** What an order's discount is to a code: `overrunCents` is what it cost beyond what the code allowed. */
export type Settlement = { settledCents: number; overrunCents: number };

/** What the budget can still promise, in cents. */
export function remainingCents({ budgetCents, reservedCents, settledCents }: DiscountLedger): number {
  return budgetCents - reservedCents - settledCents;
}

/** The ledger with so much promised, or null where it does not hold that much. */
export function reserved(ledger: DiscountLedger, cents: number): DiscountLedger | null {
  if (cents > remainingCents(ledger)) return null;
  return { ...ledger, reservedCents: ledger.reservedCents + cents };
}

/** The ledger with a promise taken back. */
export function released(ledger: DiscountLedger, cents: number): DiscountLedger {
  return { ...ledger, reservedCents: ledger.reservedCents - cents };
}

/**
 * What of an order's discount a code accounts for: its reservation at most, and of a reservation that was given back
 * meanwhile no more than `remaining` of the budget. The rest is the shop's own, an overrun.
 */
export function settlement(discountCents: number, reservedCents: number, remaining = reservedCents): Settlement {
  const cost = Math.max(0, discountCents);
  const settledCents = Math.min(cost, reservedCents, Math.max(0, remaining));
  return { settledCents, overrunCents: cost - settledCents };
}

/** The ledger after a settlement; `heldCents` is what the code still held of it. */
export function settled(ledger: DiscountLedger, { settledCents }: Settlement, heldCents: number): DiscountLedger {
  return { ...released(ledger, heldCents), settledCents: ledger.settledCents + settledCents };
}
