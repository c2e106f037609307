import { describe, expect, it } from 'vitest';
import { daysWithCases, isSameAsTile } from './prepare-behind';

describe('daysWithCases', () => {
  it('lists the days with something to see, the latest first', () => {
    const point = { numerator: 0, denominator: 0, state: 'counted' as const };
    expect(
      daysWithCases([
        { ...point, day: '2026-05-01', denominator: 3 },
        { ...point, day: '2026-05-02', state: 'empty' },
        { ...point, day: '2026-05-03', numerator: -200 },
        { ...point, day: '2026-05-04', denominator: 1, state: 'future' },
      ]),
    ).toEqual(['2026-05-03', '2026-05-01']);
  });
});

describe('isSameAsTile', () => {
  const spread = { cases: 'orders', squares: 'credit_squares' } as const;
  const ratio = { measure: { kind: 'ratio', numerator: 'credit_cents', denominator: 'touches', spread } } as const;
  const sum = { measure: { kind: 'sum', column: 'touches' } } as const;
  const totals = { rows: 3, numerator: 4500, denominator: 10 };

  it('wants both halves of a ratio to agree', () => {
    expect(isSameAsTile(ratio, totals, { numerator: 4500, denominator: 10 })).toBe(true);
    expect(isSameAsTile(ratio, totals, { numerator: 4500, denominator: 11 })).toBe(false);
    expect(isSameAsTile(ratio, totals, { numerator: 4501, denominator: 10 })).toBe(false);
  });

  it('asks a sum for its sum alone', () => {
    expect(isSameAsTile(sum, totals, { numerator: 4500, denominator: 1 })).toBe(true);
  });
});
