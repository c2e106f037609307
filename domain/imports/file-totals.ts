import type { RowProblem } from './read-row';

/** One reason for which rows were refused; `firstLine` is where it was met first. */
export type RefusalReason = RowProblem & { rows: number; firstLine: number };

/** What a pass over a file has counted so far; rows read = `used` + `refused`. */
export type FileTotals = {
  rows: number;
  /** Rows that became something, or did so before. */
  used: number;
  refused: number;
  /** What was written and had not been known: events, products, entries of the consent ledger. */
  written: number;
  /** What had been told before, by an earlier import or a turn that was cut short: it counts once. */
  known: number;
  /** Customers of the file whose e-mail address is on the suppression list, and stays there. */
  suppressed: number;
  /** The most frequent are among them; `otherReasons` are rows refused for yet others. */
  reasons: RefusalReason[];
  otherReasons: number;
};

const MOST_REASONS = 50;

/** The totals of a pass that has read nothing. */
export function noTotals(): FileTotals {
  return { rows: 0, used: 0, refused: 0, written: 0, known: 0, suppressed: 0, reasons: [], otherReasons: 0 };
}

/** The totals with refused rows counted in. */
export function withRefused(totals: FileTotals, rows: readonly (RowProblem & { line: number })[]): FileTotals {
  const reasons = totals.reasons.map((reason) => ({ ...reason }));
  const byKey = new Map(reasons.map((reason) => [keyOf(reason), reason]));
  let { otherReasons } = totals;
  for (const { column, message, line } of rows) {
    const known = byKey.get(keyOf({ column, message }));
    if (known) known.rows++;
    else if (reasons.length < MOST_REASONS) {
      const reason = { column, message, rows: 1, firstLine: line };
      reasons.push(reason);
      byKey.set(keyOf(reason), reason);
    } else otherReasons++;
  }
  return { ...totals, refused: totals.refused + rows.length, reasons, otherReasons };
}

function keyOf({ column, message }: RowProblem): string {
  return `${column ?? ''}\n${message}`;
}
