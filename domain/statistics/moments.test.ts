import { describe, expect, it } from 'vitest';
import { merged, NO_MOMENTS, totalOf, withValue } from './moments';

const of = (values: readonly number[]) => values.reduce(withValue, NO_MOMENTS);

describe('a total with its interval', () => {
  // By hand: n = 4, mean 5, sample variance 20/3, t(0.975; 3) = 3.18245; margin 3.18245 * sqrt(4 * 20/3).
  it('is n times the mean, give or take', () => {
    const total = totalOf(of([2, 4, 6, 8]));
    expect(total?.total).toBeCloseTo(20, 9);
    expect(total?.low).toBeCloseTo(20 - 16.4341, 3);
    expect(total?.high).toBeCloseTo(20 + 16.4341, 3);
  });

  it('has no width where nothing varies, and is none of one decision', () => {
    expect(totalOf(of([0, 0, 0]))).toEqual({ total: 0, low: 0, high: 0 });
    expect(totalOf(of([5]))).toBeNull();
  });

  it('comes out alike however the decisions were parted', () => {
    const values = Array.from({ length: 101 }, (_, index) => (index * 37) % 23);
    const whole = of(values);
    const parts = [of(values.slice(0, 10)), NO_MOMENTS, of(values.slice(10))].reduce(merged);
    expect(parts.count).toBe(whole.count);
    expect(parts.mean).toBeCloseTo(whole.mean, 9);
    expect(parts.squares).toBeCloseTo(whole.squares, 6);
  });

  it('covers the true total of repeated periods about 95 times of 100', () => {
    let seed = 7;
    const draw = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32 < 0.2 ? 100 : 0;
    };
    const covered = Array.from({ length: 1_000 }, () => totalOf(of(Array.from({ length: 200 }, draw))));
    const hits = covered.filter((interval) => interval && interval.low <= 4_000 && interval.high >= 4_000).length;
    expect(hits).toBeGreaterThan(925);
    expect(hits).toBeLessThan(975);
  });
});
