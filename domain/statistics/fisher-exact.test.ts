import { describe, expect, it } from 'vitest';
import { fisherExact, isSmallTable } from './fisher-exact';

describe('fisherExact', () => {
  // scipy.stats.fisher_exact([[a, b], [c, d]])[1]
  it.each([
    [8, 2, 1, 5, 0.034965034965034975],
    [3, 97, 12, 88, 0.028671314973177094],
    [0, 20, 5, 25, 0.07457663916630482],
    [116, 34_884, 53, 34_947, 1.3739194103548907e-6],
    [1176, 33_824, 735, 34_265, 1.1864417212306635e-24],
  ])('of %d and %d against %d and %d', (a, b, c, d, p) => {
    expect(fisherExact({ successes: a, trials: a + b }, { successes: c, trials: c + d }) / p).toBeCloseTo(1, 7);
  });

  it('is wanted where a cell is expected to hold fewer than five', () => {
    expect(isSmallTable({ successes: 3, trials: 100 }, { successes: 6, trials: 100 })).toBe(true);
    expect(isSmallTable({ successes: 97, trials: 100 }, { successes: 94, trials: 100 })).toBe(true);
    expect(isSmallTable({ successes: 5, trials: 100 }, { successes: 5, trials: 100 })).toBe(false);
  });
});
