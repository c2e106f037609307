import { describe, expect, it } from 'vitest';
import { withValue } from '../statistics/moments';
import { EMPTY_TALLY, type Money } from './tally';
import { totalsOf } from './totals';

const pairs = [
  [0, 900],
  [0, 0],
  [0, 0],
] as const;

/** Three decisions, of which a draft lets one give a code. */
const money: Money = pairs.reduce(
  ({ before, after, difference }, [was, is]) => ({
    before: withValue(before, was),
    after: withValue(after, is),
    difference: withValue(difference, is - was),
  }),
  EMPTY_TALLY.discount,
);

describe('totals of a replay', () => {
  const totals = totalsOf({ ...EMPTY_TALLY, value: money, discount: money, discountAtMost: money });

  it('never say that less than nothing may be spent', () => {
    expect(totals.discount.after?.total).toBeCloseTo(900);
    expect([totals.discount.after?.low, totals.discountAtMost.after?.low]).toEqual([0, 0]);
    expect(totals.discount.after?.high).toBeGreaterThan(900);
  });

  it('leave a value and a difference below nothing where they may be', () => {
    expect(totals.value.after?.low).toBeLessThan(0);
    expect(totals.discount.difference?.low).toBeLessThan(0);
  });
});
