import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { goodnessOfFit } from './chi-square';
import { goodnessOfFitOverPeriods, type PeriodOfShares } from './fit-over-periods';

describe('counts against shares that changed', () => {
  it('are Pearson’s chi-square where they never did', () => {
    const [counts, shares] = [
      [310, 350, 340],
      [0.3, 0.35, 0.35],
    ];
    const pearson = goodnessOfFit(counts, shares);
    const fit = goodnessOfFitOverPeriods([{ counts, shares }]);
    expect(fit?.statistic).toBeCloseTo(pearson?.statistic ?? Number.NaN, 9);
    expect(fit?.p).toBeCloseTo(pearson?.p ?? Number.NaN, 9);
  });

  it('fit where the sums alone would look broken', () => {
    const periods = [
      { counts: [300, 350, 350], shares: [0.3, 0.35, 0.35] },
      { counts: [300, 640, 60], shares: [0.3, 0.64, 0.06] },
    ];
    expect(goodnessOfFit([600, 990, 410], [0.3, 0.35, 0.35])?.p).toBeLessThan(1e-9);
    expect(goodnessOfFitOverPeriods(periods)).toEqual({ statistic: 0, p: 1 });
  });

  it('do not where an arm loses one in ten, whatever its share', () => {
    const periods = [
      { counts: [1_500, 1_575, 1_750], shares: [0.3, 0.35, 0.35] },
      { counts: [1_500, 2_880, 300], shares: [0.3, 0.64, 0.06] },
    ];
    expect(goodnessOfFitOverPeriods(periods)?.p).toBeLessThan(0.001);
  });

  it('do not where an arm that was to get nobody got somebody; an arm that got nobody as planned is left out', () => {
    const first = { counts: [100, 100, 100], shares: [1 / 3, 1 / 3, 1 / 3] };
    expect(goodnessOfFitOverPeriods([first, { counts: [20, 79, 1], shares: [0.2, 0.8, 0] }])?.p).toBe(0);
    const without = goodnessOfFitOverPeriods([{ counts: [25, 75, 0], shares: [0.2, 0.8, 0] }]);
    expect(without?.statistic).toBeCloseTo(25 / 20 + 25 / 80, 9);
  });

  it('are refused by chance as often as asked for', () => {
    const rng = seededRng('fit over periods');
    const shares = [
      [0.3, 0.35, 0.35],
      [0.3, 0.6, 0.1],
      [0.3, 0.05, 0.65],
    ];
    const drawn = (of: number[]): PeriodOfShares => {
      const counts = of.map(() => 0);
      for (let person = 0; person < 120; person++) {
        const draw = rng();
        const arm = draw < (of[0] ?? 0) ? 0 : draw < (of[0] ?? 0) + (of[1] ?? 0) ? 1 : 2;
        counts[arm] = (counts[arm] ?? 0) + 1;
      }
      return { counts, shares: of };
    };
    let refused = 0;
    for (let run = 0; run < 4_000; run++) {
      if ((goodnessOfFitOverPeriods(shares.map(drawn))?.p ?? 1) < 0.05) refused++;
    }
    expect(refused / 4_000).toBeGreaterThan(0.04);
    expect(refused / 4_000).toBeLessThan(0.06);
  });

  it('say nothing of nobody', () => {
    expect(goodnessOfFitOverPeriods([])).toBeNull();
    expect(goodnessOfFitOverPeriods([{ counts: [0, 0], shares: [0.5, 0.5] }])).toBeNull();
  });
});
