import { describe, expect, it } from 'vitest';
import { DAY, HOUR, after as later } from '../shared/time';
import { DEMO_SCALES, demoWorld, worldOf } from './demo-world';
import { hourIn } from './local-time';
import { TWIN } from './parameters';
import { population, type World } from './people';
import { acceptsEmail, createChronicle, freshlyAbandoned, type Happening } from './shopper';

const endsAt = new Date('2026-11-20T12:00:00Z');
const startsAt = new Date(endsAt.getTime() - 75 * DAY);
const world: World = { seed: 'seven', startsAt, endsAt, size: 600, parameters: TWIN };
const people = population(world);
const all = createChronicle(world, people).between(startsAt, endsAt);
const ids = (happenings: readonly Happening[]) => happenings.map((happening) => happening.id);
const cartOf = (happening: Happening) => ('cartKey' in happening ? happening.cartKey : null);

describe('createChronicle', () => {
  it('tells the same story in other steps and from another start', () => {
    const stepwise = createChronicle(world, people);
    const told: string[] = [];
    for (let at = startsAt.getTime(); at < endsAt.getTime(); at += 7 * HOUR) {
      told.push(...ids(stepwise.between(new Date(at), new Date(Math.min(at + 7 * HOUR, endsAt.getTime())))));
    }
    expect(told).toEqual(ids(all));
    const midway = new Date(startsAt.getTime() + 40 * DAY);
    const resumed = createChronicle(world, people).between(midway, endsAt);
    expect(ids(resumed)).toEqual(ids(all.filter((happening) => happening.at > midway)));
  });

  it('keeps to the stretch it was asked for, in order, with ids of their own', () => {
    for (const happening of all) {
      expect(happening.at > startsAt && happening.at <= endsAt).toBe(true);
      expect(happening.at >= happening.person.signedUpAt).toBe(true);
    }
    expect([...all].sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ at }) => at)).toEqual(
      all.map(({ at }) => at),
    );
    expect(new Set(ids(all)).size).toBe(all.length);
  });

  it('abandons and returns at the rates of the parameters', () => {
    const carts = new Set(all.filter(({ kind }) => kind === 'product_added').map(cartOf));
    const orders = all.flatMap((happening) => (happening.kind === 'order_completed' ? [happening] : []));
    const direct = orders.filter((order) => !order.ifStillOpen).length;
    const abandoned = carts.size - direct;
    expect(carts.size).toBeGreaterThan(300);
    expect(abandoned / carts.size).toBeCloseTo(TWIN.shopper.abandonmentProbability, 1);
    const returned = orders.filter((order) => order.ifStillOpen).length;
    expect(returned / abandoned).toBeCloseTo(TWIN.shopper.spontaneousReturnProbability, 1);
  });

  it('visits in waking hours of the person', () => {
    const views = all.filter(({ kind }) => kind === 'product_viewed');
    const asleep = views.filter(({ person, at }) => [1, 2, 3, 4].includes(hourIn(person.timezone, at))).length;
    expect(asleep / views.length).toBeLessThan(0.04);
  });

  it('leaves dormant people quiet but for a few who come back by themselves', () => {
    const visitors = new Set(all.filter(({ person }) => person.kind === 'dormant').map(({ person }) => person.id));
    const dormant = people.filter(({ kind }) => kind === 'dormant').length;
    expect(visitors.size).toBeGreaterThan(0);
    expect(visitors.size / dormant).toBeLessThan(0.3);
  });
});

describe('freshlyAbandoned', () => {
  it('leaves carts of reachable people between two and six hours ago', () => {
    const fresh = freshlyAbandoned(world, people, endsAt, 14);
    expect(new Set(fresh.map(cartOf)).size).toBe(14 + 6);
    for (const { person, at } of fresh) {
      expect(acceptsEmail(person)).toBe(true);
      const idleHours = (endsAt.getTime() - at.getTime()) / HOUR;
      expect(idleHours).toBeGreaterThan(2);
      expect(idleHours).toBeLessThan(6);
    }
    expect(fresh.some(({ person }) => person.kind === 'top')).toBe(true);
  });

  it.each(Array.from({ length: 24 }, (_, hour) => hour))(
    'leaves some of people for whom it is day, at %i UTC',
    (hour) => {
      const until = new Date(Date.UTC(2026, 10, 20, hour, 30));
      const small = worldOf(demoWorld('small', until));
      const fresh = freshlyAbandoned(small, population(small), until, DEMO_SCALES.small.freshCarts);
      const awake = fresh.filter(
        ({ person }) => hourIn(person.timezone, until) >= 9 && hourIn(person.timezone, until) < 19,
      );
      expect(new Set(awake.map(cartOf)).size).toBeGreaterThanOrEqual(4);
      expect(new Set(fresh.map(cartOf)).size).toBeGreaterThanOrEqual(5);
      // Whatever the hour, something is stopped: a yes that is more than 36 months old.
      const stale = fresh.filter(({ person }) => person.signedUpAt < later(until, -36 * 31 * DAY));
      expect(new Set(stale.map(cartOf)).size).toBeGreaterThanOrEqual(5);
    },
  );
});
