/** What an approved budget has given away and could still give, in cents: reserved + settled <= budget, always. */
export type DiscountLedger = { budgetCents: number; reservedCents: number; settledCents: number };

/** What an order's discount is to a code: `overrunCents` is what it cost beyond what the code allowed. */
export type Settlement = { settledCents: number; overrunCents: number };

/** What the budget can still promise, in cents. */
export function remainingCents({ budgetCents, reservedCents, settledCents }: DiscountLedger): number {
  return budgetCents - reservedCents - settledCents;
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

/** Kinds of rows of the ledger; an opening stands for codes from before there were rows. */
export const LEDGER_KINDS = ['opening', 'reserve', 'settle', 'release', 'overrun'] as const;

/** One thing a code does to a ledger, in cents. An overrun moves nothing: it is the shop's own. */
export type Movement =
  | { readonly kind: 'reserve'; readonly cents: number }
  | { readonly kind: 'release'; readonly cents: number }
  /** `heldCents` is what the code still held: nothing, where its reservation was given back before. */
  | { readonly kind: 'settle'; readonly settledCents: number; readonly heldCents: number }
  | { readonly kind: 'overrun'; readonly cents: number };

/** What a movement changes of the two totals, and what it tells of beyond them. */
export type Delta = { readonly reservedCents: number; readonly settledCents: number; readonly overrunCents: number };

/** What a movement changes. */
export function deltaOf(movement: Movement): Delta {
  switch (movement.kind) {
    case 'reserve':
      return { reservedCents: movement.cents, settledCents: 0, overrunCents: 0 };
    case 'release':
      return { reservedCents: -movement.cents, settledCents: 0, overrunCents: 0 };
    case 'settle':
      return { reservedCents: -movement.heldCents, settledCents: movement.settledCents, overrunCents: 0 };
    case 'overrun':
      return { reservedCents: 0, settledCents: 0, overrunCents: movement.cents };
  }
}

/** The ledger after a movement, or null where it would be overdrawn. */
export function moved(ledger: DiscountLedger, movement: Movement): DiscountLedger | null {
  const { reservedCents, settledCents } = deltaOf(movement);
  const next = {
    ...ledger,
    reservedCents: ledger.reservedCents + reservedCents,
    settledCents: ledger.settledCents + settledCents,
  };
  return next.reservedCents < 0 || next.settledCents < 0 || remainingCents(next) < 0 ? null : next;
}
