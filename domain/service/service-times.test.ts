import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTimes, countOf, percentile, stepOf, type Times, withTime } from './service-times';

const timesOf = (ms: readonly number[]) => ms.reduce<Times>((times, each) => withTime(times, each, 1), []);

describe('times of work', () => {
  it('say nothing of nothing', () => {
    expect(percentile([], 0.95)).toBeNull();
    expect(percentile([0, 0], 0.95)).toBeNull();
  });

  it('never say less than it took, nor more than a step too much', () => {
    const some = fc.array(fc.double({ min: 0, max: 10_000_000, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(some, fc.constantFrom(0.5, 0.95, 0.99), (ms, share) => {
        const exact = ms.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * ms.length - 1e-9)) - 1] ?? 0;
        const said = percentile(timesOf(ms), share) ?? Number.NaN;
        return said >= exact - 1e-6 && said <= Math.max(1, exact * 1.0906);
      }),
    );
  });

  it('add up whatever their lengths', () => {
    const [one, other] = [timesOf([1, 30]), timesOf([5_000])];
    expect(addTimes(one, other)).toEqual(timesOf([5_000, 30, 1]));
    expect(countOf(addTimes(one, other))).toBe(3);
    expect(countOf(withTime(one, 250, 200))).toBe(202);
    expect(stepOf(Number.MAX_SAFE_INTEGER)).toBe(stepOf(2 ** 40));
  });
});
