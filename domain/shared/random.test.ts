import { describe, expect, it } from 'vitest';
import { chance, integer, logNormal, pick, pickWeighted, poisson, seededRng, uniform } from './random';

const DRAWS = 20_000;

function draw<Value>(key: string, next: (rng: () => number) => Value): Value[] {
  const rng = seededRng(key);
  return Array.from({ length: DRAWS }, () => next(rng));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seededRng', () => {
  it('repeats itself for the same key and differs for another', () => {
    const stream = (key: string) => {
      const rng = seededRng(key);
      return Array.from({ length: 5 }, () => rng());
    };
    expect(stream('a')).toEqual(stream('a'));
    expect(stream('a')).not.toEqual(stream('b'));
  });

  it('is uniform and independent of its neighbour', () => {
    const first = draw('left', (rng) => rng());
    const second = draw('right', (rng) => rng());
    expect(mean(first)).toBeCloseTo(0.5, 2);
    const deciles = Array.from(
      { length: 10 },
      (_, decile) => first.filter((u) => Math.floor(u * 10) === decile).length,
    );
    for (const count of deciles) expect(Math.abs(count / DRAWS - 0.1)).toBeLessThan(0.01);
    const covariance = mean(first.map((u, index) => (u - 0.5) * ((second[index] ?? 0) - 0.5)));
    expect(Math.abs(covariance)).toBeLessThan(0.002);
  });
});

describe('draws', () => {
  it('keep to their means and bounds', () => {
    expect(mean(draw('chance', (rng) => (chance(rng, 0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1);
    expect(mean(draw('uniform', (rng) => uniform(rng, 2, 4)))).toBeCloseTo(3, 1);
    expect(new Set(draw('integer', (rng) => integer(rng, 1, 3)))).toEqual(new Set([1, 2, 3]));
    expect(mean(draw('poisson', (rng) => poisson(rng, 2.5)))).toBeCloseTo(2.5, 1);
    const logs = draw('normal', (rng) => Math.log(logNormal(rng, 100, 0.5)));
    expect(mean(logs)).toBeCloseTo(Math.log(100), 1);
  });

  it('pick by weight', () => {
    const picked = draw('weights', (rng) =>
      pickWeighted(rng, [
        ['often', 3],
        ['never', 0],
        ['seldom', 1],
      ]),
    );
    expect(picked.filter((item) => item === 'often').length / DRAWS).toBeCloseTo(0.75, 1);
    expect(picked).not.toContain('never');
    expect(() => pick(seededRng('x'), [])).toThrow(RangeError);
    expect(() => pickWeighted(seededRng('x'), [['a', 0]])).toThrow(RangeError);
  });
});
