import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affordable, refilled, waitForOne } from './token-bucket';

const quota = { perSecond: 2, burst: 20 };
const at = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);

describe('a bucket of tokens', () => {
  it('fills by what the quota allows, up to its burst, and never by a clock that goes back', () => {
    expect(refilled({ tokens: 3, at }, quota, later(4))).toEqual({ tokens: 11, at: later(4) });
    expect(refilled({ tokens: 3, at }, quota, later(60)).tokens).toBe(20);
    expect(refilled({ tokens: 3, at }, quota, later(-600))).toEqual({ tokens: 3, at });
  });

  it('pays for the first ones, in their order', () => {
    expect(affordable(5, [2, 2, 2, 1], 20)).toEqual({ count: 2, left: 1 });
    expect(affordable(0.5, [1], 20)).toEqual({ count: 0, left: 0.5 });
  });

  it('lets one pass that is dearer than the burst, once it is full', () => {
    expect(affordable(9, [12], 10)).toEqual({ count: 0, left: 9 });
    expect(affordable(10, [12, 1], 10)).toEqual({ count: 1, left: -2 });
  });

  it('says how long until the next', () => {
    expect(waitForOne(1, quota)).toBe(0);
    expect(waitForOne(0, quota)).toBe(500);
    expect(waitForOne(-2, quota)).toBe(1_500);
  });

  it('never lets more pass in any time than rate and burst allow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 30 }), costs: fc.array(fc.integer({ min: 1, max: 9 })) })),
        (rounds) => {
          let bucket = { tokens: quota.burst, at };
          let seconds = 0;
          let spent = 0;
          for (const { gap, costs } of rounds) {
            seconds += gap;
            bucket = refilled(bucket, quota, later(seconds));
            const { count, left } = affordable(bucket.tokens, costs, quota.burst);
            spent += costs.slice(0, count).reduce((sum, cost) => sum + cost, 0);
            bucket = { ...bucket, tokens: left };
          }
          expect(spent).toBeLessThanOrEqual(quota.burst + quota.perSecond * seconds);
        },
      ),
    );
  });
});
