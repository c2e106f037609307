import { describe, expect, it } from 'vitest';
import { gaussian, type Rng, seededRng } from '../shared/random';
import { compareShares } from './chi-square';
import { anytimeP, confidenceSequence } from './confidence-sequence';

const [TESTS, HOURS, PER_HOUR, SHARE] = [10_000, 14 * 24, 60, 0.1];

/** Successes of one hour: binomial by a normal, whole and never below zero. */
function hourOf(rng: Rng, share: number): number {
  const spread = Math.sqrt(PER_HOUR * share * (1 - share));
  return Math.min(PER_HOUR, Math.max(0, Math.round(PER_HOUR * share + spread * gaussian(rng))));
}

function differenceOf(first: number, second: number, trials: number) {
  const [p1, p2] = [first / trials, second / trials];
  return { estimate: p1 - p2, squaredError: (p1 * (1 - p1) + p2 * (1 - p2)) / trials };
}

describe('confidenceSequence', () => {
  it('stays at 5 % under hourly peeking at tests of nothing, where the fixed horizon does not', () => {
    const rng = seededRng('a/a');
    const found = { sequential: 0, peeking: 0, fixed: 0 };
    for (let test = 0; test < TESTS; test++) {
      let [first, second] = [0, 0];
      const seen = { sequential: false, peeking: false };
      for (let hour = 1; hour <= HOURS; hour++) {
        first += hourOf(rng, SHARE);
        second += hourOf(rng, SHARE);
        const trials = hour * PER_HOUR;
        const difference = differenceOf(first, second, trials);
        const tuning = { people: 2 * trials, tunedFor: 10_000 };
        if (!seen.sequential && anytimeP(difference, tuning) < 0.05) seen.sequential = true;
        if (!seen.peeking && difference.estimate ** 2 > 1.959964 ** 2 * difference.squaredError) seen.peeking = true;
      }
      if (seen.sequential) found.sequential++;
      if (seen.peeking) found.peeking++;
      const trials = HOURS * PER_HOUR;
      const last = compareShares({ successes: first, trials }, { successes: second, trials });
      if (last && last.p < 0.05) found.fixed++;
    }
    expect(found.sequential / TESTS).toBeLessThanOrEqual(0.05);
    expect(found.fixed / TESTS).toBeGreaterThan(0.045);
    expect(found.fixed / TESTS).toBeLessThan(0.055);
    expect(found.peeking / TESTS).toBeGreaterThan(0.25);
  });

  it('finds what is there', () => {
    const rng = seededRng('a/b');
    let found = 0;
    for (let test = 0; test < 200; test++) {
      let [first, second] = [0, 0];
      for (let hour = 1; hour <= HOURS; hour++) {
        first += hourOf(rng, SHARE * 1.25);
        second += hourOf(rng, SHARE);
      }
      const trials = HOURS * PER_HOUR;
      if (anytimeP(differenceOf(first, second, trials), { people: 2 * trials, tunedFor: 10_000 }) < 0.05) found++;
    }
    expect(found / 200).toBeGreaterThan(0.95);
  });

  it('excludes zero exactly where its p says so', () => {
    for (const estimate of [0.001, 0.005, 0.0105, 0.02]) {
      const difference = { estimate, squaredError: 0.0036 ** 2 };
      const tuning = { people: 20_000, tunedFor: 10_000 };
      const p = anytimeP(difference, tuning);
      expect(confidenceSequence(difference, tuning).low > 0).toBe(p < 0.05);
    }
  });

  it('is what the normal mixture says', () => {
    // I = 10,000, tuned for what there is: mixing = 10,000 / (5.991465 + log 6.991465) = 1,260.03
    const { low, high } = confidenceSequence({ estimate: 0, squaredError: 1e-4 }, { people: 1, tunedFor: 1 });
    const mixing = 10_000 / (-2 * Math.log(0.05) + Math.log(1 - 2 * Math.log(0.05)));
    const margin = Math.sqrt((10_000 + mixing) * Math.log((10_000 + mixing) / (mixing * 0.0025))) / 10_000;
    expect(high).toBeCloseTo(margin, 12);
    expect(low).toBeCloseTo(-margin, 12);
    // Wider than the interval for one look, and not twice as wide.
    expect(high / 0.01959964).toBeGreaterThan(1.3);
    expect(high / 0.01959964).toBeLessThan(1.6);
  });
});
