import { describe, expect, it } from 'vitest';
import { compareModels } from '@/domain/attribution/compare-models';
import { attributionTable, spreadOf } from './prepare-attribution';

const compared = compareModels(
  [
    {
      steps: [
        { key: 'email', ageMs: 1_000 },
        { key: 'sms', ageMs: 0 },
      ],
      revenueCents: 10_000,
    },
  ],
  [],
);
const data = {
  ...compared,
  rows: compared.rows.map((row) => ({ ...row, name: row.key })),
  allOrders: 3,
  allRevenueCents: 30_000,
  withoutOrder: 0,
};

describe('the models side by side', () => {
  it('are columns that all sum to the same', () => {
    const { header, rows } = attributionTable(data, 'channel', 'USD');
    expect(header).toHaveLength(9);
    expect(rows[0]?.slice(0, 4)).toEqual(['sms', '$100.00', '$0.00', '$50.00']);
    expect(new Set(rows.at(-1)?.slice(1, 8))).toEqual(new Set(['$100.00']));
  });

  it('show how far they disagree', () => {
    expect(data.rows.map((row) => spreadOf(row, data.revenueCents))).toEqual([
      { low: 0, high: 1 },
      { low: 0, high: 1 },
    ]);
  });
});
