import { describe, expect, it } from 'vitest';
import { prepareReliability } from './prepare-reliability';

describe('prepareReliability', () => {
  it('says how far predictions lay off what came, and where the axes end', () => {
    const prepared = prepareReliability([
      { count: 300, predicted: 0.1, came: 0.11 },
      { count: 100, predicted: 0.2, came: 0.16 },
    ]);
    expect(prepared.summary).toBe(
      '400 decisions predicted from what was known before each: 1.75% off what came, on average.',
    );
    expect(prepared.end).toBeCloseTo(0.25, 12);
    expect(prepared.table.rows).toEqual([
      ['10.00%', '11.00%', '300'],
      ['20.00%', '16.00%', '100'],
    ]);
  });

  it('draws nothing of nothing', () => {
    expect(prepareReliability([])).toMatchObject({ end: 0.05, summary: 'No prediction could be tested yet.' });
  });
});
