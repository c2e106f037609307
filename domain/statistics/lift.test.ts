import { describe, expect, it } from 'vitest';
import { gaussian, seededRng } from '../shared/random';
import { compareShares } from './chi-square';
import { liftOfMeans, liftOfShares, zOfShares } from './lift';

describe('liftOfShares', () => {
  it('is scipy.stats.contingency.relative_risk(588, 17500, 630, 30000).confidence_interval()', () => {
    const lift = liftOfShares({ successes: 588, trials: 17_500 }, { successes: 630, trials: 30_000 });
    expect(lift?.estimate).toBeCloseTo(0.6, 12);
    expect(lift?.low).toBeCloseTo(0.432146750960308, 9);
    expect(lift?.high).toBeCloseTo(0.787526312009173, 9);
  });

  it('says nothing of what never succeeded', () => {
    expect(liftOfShares({ successes: 0, trials: 10 }, { successes: 1, trials: 10 })).toBeNull();
    expect(liftOfShares({ successes: 1, trials: 10 }, { successes: 0, trials: 10 })).toBeNull();
  });
});

describe('liftOfMeans', () => {
  it('covers the true ratio at its nominal rate', () => {
    const rng = seededRng('lift');
    const normal = (mean: number, deviation: number) => mean + deviation * gaussian(rng);
    let covered = 0;
    for (let run = 0; run < 4_000; run++) {
      // Means of 400 and 900 people with deviations 30 and 20, and their standard errors.
      const arm = { count: 400, mean: normal(12, 30 / 20), variance: 900 };
      const control = { count: 900, mean: normal(10, 20 / 30), variance: 400 };
      const lift = liftOfMeans(arm, control);
      if (lift && lift.low <= 0.2 && lift.high >= 0.2) covered++;
    }
    expect(covered / 4_000).toBeGreaterThan(0.938);
    expect(covered / 4_000).toBeLessThan(0.962);
  });

  it('needs both means above zero', () => {
    const sample = { count: 10, mean: 1, variance: 1 };
    expect(liftOfMeans(sample, { ...sample, mean: 0 })).toBeNull();
    expect(liftOfMeans({ ...sample, mean: -1 }, sample)).toBeNull();
  });
});

describe('zOfShares', () => {
  it('is the root of chi-square', () => {
    const [arm, control] = [
      { successes: 350, trials: 17_500 },
      { successes: 630, trials: 30_000 },
    ];
    const [z, chi] = [zOfShares(arm, control), compareShares(arm, control)];
    expect(z?.z).toBeLessThan(0);
    expect((z?.z ?? 0) ** 2).toBeCloseTo(chi?.statistic ?? Number.NaN, 10);
    expect(z?.p).toBeCloseTo(chi?.p ?? Number.NaN, 12);
    expect(zOfShares({ successes: 0, trials: 5 }, { successes: 0, trials: 5 })).toBeNull();
  });
});
