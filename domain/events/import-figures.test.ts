import { describe, expect, it } from 'vitest';
import { type ImportCounts, importFigures } from './import-figures';

const counts: ImportCounts = {
  lines: 10,
  left: 5,
  outcomes: { sold: 6, no_customer: 3, no_price: 1 },
  calls: 8,
  known: 0,
  rejected: 1,
  orders: 3,
  refunds: 0,
  customersSeen: 3,
  customersUsed: 2,
  customersUnused: ['200'],
};

describe('importFigures', () => {
  it('names what was used and what was not, and loses no line', () => {
    const { used, unused, linesUnused, linesRead, linesInFile } = importFigures(counts);
    expect(used.map(({ outcome, lines }) => [outcome, lines])).toEqual([['sold', 6]]);
    expect(unused.map(({ outcome, lines, share }) => [outcome, lines, share])).toEqual([
      ['no_customer', 3, 0.3],
      ['no_price', 1, 0.1],
    ]);
    expect({ linesUnused, linesRead, linesInFile }).toEqual({ linesUnused: 4, linesRead: 10, linesInFile: 15 });
    expect(unused[0]?.text).toMatch(/No customer id/);
  });

  it('tells new events from those that were known, and says when nothing was new', () => {
    expect(importFigures(counts)).toMatchObject({ eventsNew: 7, eventsKnown: 0, isNothingNew: false });
    expect(importFigures({ ...counts, known: 5 })).toMatchObject({ eventsNew: 2, isNothingNew: false });
    expect(importFigures({ ...counts, known: 7 })).toMatchObject({ eventsNew: 0, isNothingNew: true });
  });

  it('is empty before the first line, when nothing was known either', () => {
    const none = importFigures({ ...counts, lines: 0, outcomes: {}, calls: 0, rejected: 0 });
    expect(none).toMatchObject({ used: [], unused: [], events: 0, isNothingNew: false });
  });
});
