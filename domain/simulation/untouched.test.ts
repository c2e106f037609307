import { describe, expect, it } from 'vitest';
import { DAY } from '../shared/time';
import { worldOf } from './demo-world';
import { population } from './people';
import { createChronicle } from './shopper';
import { SIMULATED_SEASON, twinWorld } from './twin-world';
import { untouchedOrders, untouchedRevenue } from './untouched';

const world = worldOf(twinWorld({ seed: '7', customers: 1_500, days: 90 }));
const lives = untouchedOrders(world);

describe('the world of a simulation', () => {
  it('follows from its seed: the same again, another with another', () => {
    const again = untouchedOrders(worldOf(twinWorld({ seed: '7', customers: 1_500, days: 90 })));
    expect([...again]).toEqual([...lives]);
    const other = untouchedOrders(worldOf(twinWorld({ seed: '8', customers: 1_500, days: 90 })));
    expect([...other]).not.toEqual([...lives]);
  });

  it('lies within one draw of the holdout, and can be no longer', () => {
    expect(world.endsAt.getTime() - world.startsAt.getTime()).toBe(90 * DAY);
    expect(world.endsAt.toISOString()).toBe('2026-04-01T00:00:00.000Z');
    expect(() => twinWorld({ seed: '7', customers: 10, days: 91 })).toThrow(RangeError);
    expect(() => twinWorld({ seed: '7', customers: 10, days: 0 })).toThrow(RangeError);
  });
});

describe('untouchedOrders', () => {
  it('orders as often as visits, carts, second thoughts and days of the week make likely', () => {
    const { kinds, addToCartProbability, abandonmentProbability, spontaneousReturnProbability } =
      SIMULATED_SEASON.shopper;
    const perVisit =
      addToCartProbability * (1 - abandonmentProbability + abandonmentProbability * spontaneousReturnProbability);
    const regulars = population(world).filter(({ kind }) => kind === 'regular');
    const expected = regulars.length * (kinds.regular.visitsPerWeek / 7) * 90 * perVisit;
    const placed = regulars.reduce((sum, { id }) => sum + (lives.get(id)?.length ?? 0), 0);
    expect(Math.abs(placed - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('loses those who drift away: they order until they go quiet, and not after', () => {
    for (const { id, kind, quietFrom } of population(world)) {
      if (kind !== 'drifting' || !quietFrom) continue;
      const last = lives.get(id)?.at(-1);
      // A day's visits end with the day, and a cart left on it may be come back to within a week.
      if (last) expect(last.at.getTime()).toBeLessThan(quietFrom.getTime() + 9 * DAY);
    }
  });

  it('holds every order that the chronicle does not make depend on messages', () => {
    const sure = createChronicle(world, population(world))
      .between(world.startsAt, world.endsAt)
      .filter((happening) => happening.kind === 'order_completed' && !happening.ifStillOpen);
    const all = [...lives.values()].reduce((sum, orders) => sum + orders.length, 0);
    expect(sure.length).toBeGreaterThan(200);
    expect(all).toBeGreaterThan(sure.length);
  });

  it('sums what lies after one instant and before another', () => {
    const at = (day: number) => new Date(world.startsAt.getTime() + day * DAY);
    const orders = [1, 2, 3, 4].map((day) => ({ at: at(day), cents: 100 * day }));
    expect(untouchedRevenue(orders, at(1), at(4))).toBe(500);
  });
});
