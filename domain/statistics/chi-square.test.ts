import { describe, expect, it } from 'vitest';
import { chiSquareTail, compareShares, differenceOfShares, goodnessOfFit, independence } from './chi-square';

describe('chi-square', () => {
  // Quantiles as every table has them (R: qchisq).
  it.each([
    [3.841458820694124, 1, 0.05],
    [6.634896601021213, 1, 0.01],
    [10.827566170662733, 1, 0.001],
    [5.991464547107979, 2, 0.05],
    [18.307038053275146, 10, 0.05],
    [0.003932140000019522, 1, 0.95],
  ])('P(X >= %d) with %d degrees of freedom is %d', (x, df, p) => {
    expect(chiSquareTail(x, df)).toBeCloseTo(p, 9);
  });

  it('keeps small tails', () => {
    // R: pchisq(100, 1, lower.tail = FALSE)
    expect(chiSquareTail(100, 1) / 1.523970604832105e-23).toBeCloseTo(1, 6);
  });

  it('compares shares as R does without the correction', () => {
    // 30 of 100 against 45 of 100: 200 (30 x 55 - 45 x 70)^2 / (100 x 100 x 75 x 125) = 4.8
    const compared = compareShares({ successes: 30, trials: 100 }, { successes: 45, trials: 100 });
    expect(compared?.statistic).toBeCloseTo(4.8, 12);
    expect(compared?.p).toBeCloseTo(0.02845973691631, 9);
  });

  it('is never negative and says nothing of nothing', () => {
    expect(compareShares({ successes: 25, trials: 100 }, { successes: 20, trials: 100 })?.statistic).toBeGreaterThan(0);
    expect(compareShares({ successes: 0, trials: 100 }, { successes: 0, trials: 100 })).toBeNull();
    expect(compareShares({ successes: 0, trials: 0 }, { successes: 1, trials: 100 })).toBeNull();
  });

  it('notices counts that are not shared as they should be', () => {
    expect(goodnessOfFit([500, 500], [0.5, 0.5])?.p).toBe(1);
    // (550 - 500)^2 / 500 x 2 = 10
    expect(goodnessOfFit([550, 450], [0.5, 0.5])?.statistic).toBeCloseTo(10, 12);
  });
});

describe('independence', () => {
  // Agresti 2007, p. 39, as in ?chisq.test: X-squared = 30.07, df = 2, p-value = 2.954e-07.
  const party = [
    [762, 327, 468],
    [484, 239, 477],
  ];

  it('is that of the example in R’s manual, and of two shares', () => {
    expect(independence([party])?.statistic).toBeCloseTo(30.070149095754687, 9);
    expect(independence([party])?.p).toBeCloseTo(2.9535891832117357e-7, 15);
    const [first, second] = [
      { successes: 30, trials: 80 },
      { successes: 50, trials: 90 },
    ];
    const table = [first, second].map(({ successes, trials }) => [successes, trials - successes]);
    expect(independence([table])?.p).toBeCloseTo(compareShares(first, second)?.p ?? 0, 12);
  });

  it('adds up over strata, and is not misled by shares that differ between them', () => {
    const twice = independence([party, party]);
    expect(twice?.statistic).toBeCloseTo(2 * 30.070149095754687, 9);
    expect(twice?.p).toBeCloseTo(chiSquareTail(twice?.statistic ?? 0, 4), 15);
    const even = [
      [100, 100],
      [100, 100],
    ];
    const uneven = [
      [648, 72],
      [72, 8],
    ];
    expect(independence([even, uneven])?.p).toBe(1);
    const pooled = even.map((row, at) => row.map((count, column) => count + (uneven[at]?.[column] ?? 0)));
    expect(independence([pooled])?.p).toBeLessThan(0.001);
  });

  it('says nothing of too few', () => {
    const few = [
      [3, 3],
      [3, 3],
    ];
    const oneColumn = [
      [10, 0],
      [20, 0],
    ];
    for (const table of [[], [[10, 20]], oneColumn, few]) expect(independence([table])).toBeNull();
    expect(independence([party, few])).toEqual(independence([party]));
    expect(independence([])).toBeNull();
  });
});

describe('differenceOfShares', () => {
  it('is Newcombe’s example', () => {
    // Newcombe 1998, table II, (a): 56 of 70 against 48 of 80.
    const difference = differenceOfShares({ successes: 56, trials: 70 }, { successes: 48, trials: 80 });
    expect(difference?.estimate).toBeCloseTo(0.2, 12);
    expect(difference?.low).toBeCloseTo(0.0524, 4);
    expect(difference?.high).toBeCloseTo(0.3339, 4);
  });
});
