import { describe, expect, it } from 'vitest';
import { lineReport, remainingMs, uploadAddress } from './prepare-import';

const totals = {
  expectedLines: 100,
  lines: 10,
  calls: 8,
  orders: 3,
  refunds: 0,
  outcomes: { sold: 6, no_customer: 3, no_price: 1 },
  left: 0,
  customersSeen: 2,
  customersUsed: 2,
  customersUnused: [],
  rejected: 0,
  firstRejection: null,
  importedTo: null,
};

describe('lineReport', () => {
  it('names what was used and what was not, and loses no line', () => {
    const { used, unused } = lineReport(totals);
    expect(used.map(({ outcome, lines }) => [outcome, lines])).toEqual([['sold', 6]]);
    expect(unused.map(({ outcome, lines }) => [outcome, lines])).toEqual([
      ['no_customer', 3],
      ['no_price', 1],
    ]);
    expect([...used, ...unused].reduce((sum, line) => sum + line.lines, 0)).toBe(totals.lines);
    expect(unused[0]?.text).toMatch(/No customer id/);
  });

  it('is empty before the first line', () => {
    expect(lineReport({ ...totals, lines: 0, outcomes: {} })).toEqual({ used: [], unused: [] });
  });
});

describe('remainingMs', () => {
  it('goes by the pace of now', () => {
    expect(remainingMs({ at: 0, done: 0.25 }, { at: 10_000, done: 0.5 })).toBe(20_000);
  });

  it('says nothing where nothing moves', () => {
    expect(remainingMs(null, { at: 0, done: 0 })).toBeNull();
    expect(remainingMs({ at: 0, done: 0.5 }, { at: 10_000, done: 0.5 })).toBeNull();
  });
});

describe('uploadAddress', () => {
  const options = { workspace: 'replay', fileName: 'log.csv', pace: 'second', assumesConsent: true } as const;
  it('asks for a pace only where there is a rest to replay', () => {
    expect(uploadAddress({ ...options, until: '' })).toBe(
      '/api/imports?workspace=replay&file=log.csv&assumeConsent=true',
    );
    expect(uploadAddress({ ...options, until: '2011-09-01' })).toBe(
      '/api/imports?workspace=replay&file=log.csv&assumeConsent=true&until=2011-09-01&paceMs=1000',
    );
    expect(uploadAddress({ ...options, until: '2011-09-01', pace: 'none' })).not.toContain('paceMs');
  });
});
