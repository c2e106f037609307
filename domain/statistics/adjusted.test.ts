import { describe, expect, it } from 'vitest';
import { gaussian, seededRng } from '../shared/random';
import { cuped, type PairedSums } from './cuped';
import { heterogeneity } from './heterogeneity';
import { postStratified } from './post-stratify';

function sumsOf(pairs: readonly (readonly [number, number])[]): PairedSums {
  const sums = { count: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };
  for (const [x, y] of pairs) {
    sums.count++;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.yy += y * y;
    sums.xy += x * y;
  }
  return sums;
}

describe('cuped', () => {
  it('takes away as much variance as the past explains, and leaves the effect', () => {
    const rng = seededRng('cuped');
    const people = (effect: number) =>
      sumsOf(
        Array.from({ length: 20_000 }, () => {
          const x = 50 + 10 * gaussian(rng);
          return [x, 0.8 * x + 6 * gaussian(rng) + effect] as const;
        }),
      );
    // R² = (0.8 × 10)² / (64 + 36) = 0.64
    const result = cuped([people(0), people(2)]);
    const [control, arm] = result?.samples ?? [];
    expect(result?.explained).toBeCloseTo(0.64, 1);
    expect(result?.theta).toBeCloseTo(0.8, 1);
    expect(control?.variance).toBeCloseTo(36, -1);
    expect((arm?.mean ?? 0) - (control?.mean ?? 0)).toBeCloseTo(2, 0);
  });

  it('is nothing where the past does not vary', () => {
    expect(
      cuped([
        sumsOf([
          [1, 2],
          [1, 3],
        ]),
        sumsOf([
          [1, 2],
          [1, 4],
        ]),
      ]),
    ).toBeNull();
  });
});

describe('postStratified', () => {
  it('is not fooled by arms that hold different people', () => {
    // Within each stratum nothing differs, but the arm holds mostly the better one.
    const sample = (count: number, mean: number) => ({ count, mean, variance: 4 });
    const result = postStratified([
      { arm: sample(900, 10), control: sample(100, 10) },
      { arm: sample(100, 2), control: sample(900, 2) },
    ]);
    expect(result?.estimate).toBeCloseTo(0, 12);
    expect(result?.p).toBeCloseTo(1, 12);
    // 0.25 (4 / 900 + 4 / 100) for each of two
    expect(result?.squaredError).toBeCloseTo(0.5 * (4 / 900 + 4 / 100), 12);
    expect(postStratified([{ arm: sample(1, 1), control: sample(5, 1) }])).toBeNull();
  });
});

describe('heterogeneity', () => {
  it('is Cochran’s Q', () => {
    // Weights 100, 100, 25: common effect 0.2; Q = 100 × 0.01 + 100 × 0.01 + 25 × 0 = 2
    const found = heterogeneity([
      { estimate: 0.1, squaredError: 0.01 },
      { estimate: 0.3, squaredError: 0.01 },
      { estimate: 0.2, squaredError: 0.04 },
    ]);
    expect(found?.statistic).toBeCloseTo(2, 12);
    expect(found?.p).toBeCloseTo(Math.exp(-1), 9);
    expect(heterogeneity([{ estimate: 1, squaredError: 1 }])).toBeNull();
  });
});
