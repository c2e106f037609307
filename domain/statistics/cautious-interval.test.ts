import { describe, expect, it } from 'vitest';
import { chance, logNormal, type Rng, seededRng } from '../shared/random';
import { cautiousInterval } from './cautious-interval';
import { type Sample, welchInterval } from './welch';

function sampleOf(values: readonly number[]): Sample {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { count: values.length, mean, variance };
}

/** Revenue of customers of whom a share orders. */
function shoppers(rng: Rng, count: number, orderShare: number): Sample {
  return sampleOf(Array.from({ length: count }, () => (chance(rng, orderShare) ? logNormal(rng, 40, 0.6) : 0)));
}

describe('cautiousInterval', () => {
  it('is Welch’s where a small group varies more', () => {
    const large = { count: 400, mean: 5, variance: 25 };
    const small = { count: 50, mean: 3, variance: 100 };
    expect(cautiousInterval(large, small)).toEqual(welchInterval(large, small));
  });

  it('is Student’s where a small group seems to vary less (qt(0.975, 448) = 1.965275)', () => {
    const interval = cautiousInterval({ count: 400, mean: 5, variance: 100 }, { count: 50, mean: 3, variance: 25 });
    expect(interval?.degreesOfFreedom).toBe(448);
    expect(interval?.low).toBeCloseTo(2 - 2.82442, 4);
    expect(interval?.high).toBeCloseTo(2 + 2.82442, 4);
  });

  it.each([
    [400, 50, 0.12],
    [700, 40, 0.2],
    [1_000, 100, 0.08],
  ])('finds %d customers better than %d of the same no more often than promised', (many, few, orderShare) => {
    const rng = seededRng(`${many} ${few}`);
    const pairs = Array.from({ length: 1_500 }, () => [
      shoppers(rng, many, orderShare),
      shoppers(rng, few, orderShare),
    ]) as [Sample, Sample][];
    const shareOf = (isFound: (pair: [Sample, Sample]) => boolean) => pairs.filter(isFound).length / pairs.length;
    expect(shareOf(([first, second]) => (cautiousInterval(first, second)?.low ?? 0) > 0)).toBeLessThan(0.025);
    expect(shareOf(([first, second]) => (cautiousInterval(first, second)?.high ?? 0) < 0)).toBeLessThan(0.025);
    expect(shareOf(([first, second]) => (welchInterval(first, second)?.low ?? 0) > 0)).toBeGreaterThan(0.05);
  });

  it('says nothing of too little', () => {
    const same = { count: 50, mean: 1, variance: 0 };
    expect(cautiousInterval({ count: 1, mean: 1, variance: 0 }, same)).toBeNull();
    expect(cautiousInterval(same, same)).toBeNull();
  });
});
