import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { ENOUGH_CUSTOMERS, type Group, incrementalPerTouch } from './incremental';

/** Customers of whom a share orders for 5,000 each. */
function groupOf(count: number, orderShare: number, key: string): Group {
  const rng = seededRng(key);
  const values = Array.from({ length: count }, () => (rng() < orderShare ? 5_000 : 0));
  const mean = values.reduce<number>((sum, value) => sum + value, 0) / count;
  const variance = values.reduce<number>((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, variance };
}

describe('incrementalPerTouch', () => {
  it('holds the true effect in about 95 of 100 intervals', () => {
    // 6 % order when touched, 4 % when not: 100 cents a customer, two touches each: 50 cents a touch.
    const intervals = Array.from({ length: 300 }, (_, run) =>
      incrementalPerTouch(groupOf(2_000, 0.06, `t${run}`), groupOf(800, 0.04, `h${run}`), 4_000),
    );
    const hits = intervals.filter(({ perTouch }) => perTouch && perTouch.low <= 50 && perTouch.high >= 50).length;
    expect(hits / intervals.length).toBeGreaterThan(0.92);
    expect(hits / intervals.length).toBeLessThan(0.98);
  });

  it('says how many more customers would tell an effect from chance', () => {
    const [treated, heldOut] = [
      { count: 400, mean: 220, variance: 1_000_000 },
      { count: 100, mean: 200, variance: 1_000_000 },
    ];
    const { perTouch, timesNeeded } = incrementalPerTouch(treated, heldOut, 400);
    expect(perTouch?.low).toBeLessThan(0);
    if (timesNeeded === null) throw new Error('A number is expected.');
    const more = (group: Group) => ({ ...group, count: Math.ceil(group.count * timesNeeded * 1.02) });
    const later = incrementalPerTouch(more(treated), more(heldOut), 400);
    expect(later.perTouch?.low).toBeGreaterThan(0);
    expect(later.timesNeeded).toBeNull();
  });

  it('says what is missing instead of a number', () => {
    const enough = groupOf(ENOUGH_CUSTOMERS, 0.5, 'a');
    const few = groupOf(ENOUGH_CUSTOMERS - 1, 0.5, 'b');
    expect(incrementalPerTouch(enough, few, 10)).toMatchObject({
      perTouch: null,
      missing: 'Customers left alone so far: 29. A comparison needs 30.',
    });
    expect(incrementalPerTouch(enough, enough, 0).missing).toBe('There is no touch in this period.');
    const nobody = groupOf(50, 0, 'c');
    expect(incrementalPerTouch(nobody, nobody, 10).missing).toBe('Nobody in either group has ordered yet.');
  });
});
