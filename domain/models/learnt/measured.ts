import { type Cell, cellKey } from './cell';

/**
 * One decision whose outcome is known: the message was delivered, or the customer was left alone on purpose, and the
 * window after it is over.
 */
export type Measured = {
  readonly cell: Cell;
  readonly customerId: string;
  readonly isLeftAlone: boolean;
  readonly decidedAt: Date;
  /** When the message was delivered; for those left alone when it would have left. */
  readonly from: Date;
  /** When the outcome was known: the end of the window. */
  readonly until: Date;
  readonly hasOrdered: boolean;
  /** The probability that was on record with the decision, and what it was called; null where none was. */
  readonly predicted: { readonly probability: number; readonly kind: 'prior' | 'calibrated' } | null;
};

/**
 * Each customer once per situation and window: what begins before the window of the one counted last is over is left
 * out, so that one order is never an outcome twice. In the order in which the windows began.
 */
export function countedOnce(rows: readonly Measured[]): Measured[] {
  const busyUntil = new Map<string, number>();
  return rows
    .toSorted((a, b) => a.from.getTime() - b.from.getTime() || (a.customerId < b.customerId ? -1 : 1))
    .filter((row) => {
      const key = `${cellKey(row.cell)}|${row.customerId}`;
      if (row.from.getTime() < (busyUntil.get(key) ?? Number.NEGATIVE_INFINITY)) return false;
      busyUntil.set(key, row.until.getTime());
      return true;
    });
}
