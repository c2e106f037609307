import { LINE_OUTCOME_TEXT, LINE_OUTCOMES, type LineOutcome, USED_OUTCOMES } from './shop-log-words';

/** What an import has counted so far: see the services of imports. */
export type ImportCounts = {
  lines: number;
  left: number;
  outcomes: Partial<Record<LineOutcome, number>>;
  calls: number;
  known: number;
  rejected: number;
  orders: number;
  refunds: number;
  customersSeen: number;
  customersUsed: number;
  customersUnused: readonly string[];
};

/** Lines of one outcome; `share` 0..1 of the lines read. */
export type OutcomeLine = { outcome: LineOutcome; text: string; lines: number; share: number };

/** The figures of an import's report, the same wherever it is shown. Counts; they add up. */
export type ImportFigures = {
  linesRead: number;
  /** Later ones that were not asked for. */
  linesLeft: number;
  linesInFile: number;
  /** Outcomes of lines, the most frequent first. */
  used: OutcomeLine[];
  unused: OutcomeLine[];
  linesUnused: number;
  /** Events sent: `eventsNew` + `eventsKnown` + `eventsRefused`. */
  events: number;
  eventsNew: number;
  /** Told before, by an earlier import or by a turn of this one that was cut short: they count once. */
  eventsKnown: number;
  eventsRefused: number;
  orders: number;
  refunds: number;
  customersNamed: number;
  customersUsed: number;
  /** Named, without a line that could be used; `unusedNames` are the first of them. */
  customersUnused: number;
  unusedNames: readonly string[];
  /** Events were sent, and each was known already: the import changed nothing. */
  isNothingNew: boolean;
};

/** Everything a report of an import tells, out of what was counted. */
export function importFigures(counts: ImportCounts): ImportFigures {
  const { lines, left, calls, known, rejected, orders, refunds, customersSeen, customersUsed } = counts;
  const outcomes = LINE_OUTCOMES.map((outcome) => outcomeLine(outcome, counts))
    .filter((line) => line.lines > 0)
    .toSorted((a, b) => b.lines - a.lines);
  const isUsed = ({ outcome }: OutcomeLine) => USED_OUTCOMES.includes(outcome);
  const unused = outcomes.filter((line) => !isUsed(line));
  const eventsNew = calls - known - rejected;
  return {
    linesRead: lines,
    linesLeft: left,
    linesInFile: lines + left,
    used: outcomes.filter(isUsed),
    unused,
    linesUnused: unused.reduce((sum, line) => sum + line.lines, 0),
    events: calls,
    eventsNew,
    eventsKnown: known,
    eventsRefused: rejected,
    orders,
    refunds,
    customersNamed: customersSeen,
    customersUsed,
    customersUnused: customersSeen - customersUsed,
    unusedNames: counts.customersUnused,
    isNothingNew: known > 0 && eventsNew === 0,
  };
}

function outcomeLine(outcome: LineOutcome, { outcomes, lines: read }: ImportCounts): OutcomeLine {
  const lines = outcomes[outcome] ?? 0;
  return { outcome, text: LINE_OUTCOME_TEXT[outcome], lines, share: read > 0 ? lines / read : 0 };
}
