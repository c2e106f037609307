import { z } from 'zod';
import type { ImportKind } from './kinds';

const Count = z.number().int().default(0);

/** What an undo has taken back so far, and what it has left where it is. */
export const UndoTotals = z.object({
  /** Events of the file that are gone. */
  events: Count,
  orders: Count,
  /** As foreseen: orders that stay, since a discount code of ours was redeemed with them. */
  ordersKept: Count,
  /** Customers nobody but the file told of. */
  customers: Count,
  /** As foreseen: customers who stay without what the file told of them. */
  customersKept: Count,
  /** Products that stand as they did before, in whole or in part. */
  products: Count,
  productsGone: Count,
  /** Grants of consent that do not hold any more. */
  consents: Count,
  /** Withdrawals the file brought: they stay. */
  withdrawals: Count,
});
export type UndoTotals = z.infer<typeof UndoTotals>;

/** The totals of an undo that has done nothing. */
export function nothingUndone(): UndoTotals {
  return UndoTotals.parse({});
}

/** The sum of both. */
export function plusUndone(totals: UndoTotals, more: Partial<UndoTotals>): UndoTotals {
  const keys = Object.keys(totals) as (keyof UndoTotals)[];
  return Object.fromEntries(keys.map((key) => [key, totals[key] + (more[key] ?? 0)])) as UndoTotals;
}

/** Why a file of this kind cannot be undone at all; null where it can. */
export function whyNoUndo(kind: ImportKind | null): string | null {
  if (kind !== 'suppressions') return null;
  return 'An address that a file closed stays closed: whose wish it was cannot be told from the file. Open single addresses on the suppression list.';
}
