import { describe, expect, it } from 'vitest';
import { letteredSeason } from '@/tests/factories/lettered-season';
import { watchCourse } from '@/tests/factories/watched-course';
import { groupOf, liftPerCustomer } from '../measurement/incremental';
import { stableUnit } from '../shared/stable-hash';
import { between, DAY, HOUR } from '../shared/time';
import type { Course } from '../watching/reading';
import { worldOf } from './demo-world';
import type { FaultKind } from './fault';
import { population, type World } from './people';
import { coverageOfDraws, type KnownCustomer, trueLift } from './proof';
import { createChronicle } from './shopper';
import { SIMULATION_HOLDOUT_SHARE, twinWorld } from './twin-world';
import { untouchedOrders, untouchedRevenue } from './untouched';

/** Both lives of everybody who gets the news: as lived, and as it would have been. */
function livesOf(world: World): KnownCustomer[] {
  const caused = new Map<string, number>();
  for (const { person, cents } of letteredSeason(world)) {
    caused.set(person.id, (caused.get(person.id) ?? 0) + cents);
  }
  const orders = untouchedOrders(world);
  return [...caused].map(([id, more]) => {
    const untouchedCents = untouchedRevenue(orders.get(id) ?? [], world.startsAt, world.endsAt);
    const customer = { customerId: id, externalId: id, heldOut: false, since: world.startsAt };
    return { ...customer, cents: untouchedCents + more, untouchedCents };
  });
}

const DRAWS = 200;
const SHARE = SIMULATION_HOLDOUT_SHARE;
const isHeldOut = (draw: number, { customerId }: KnownCustomer) => stableUnit(`draw:${draw}`, customerId) < SHARE;

describe.each(['11', '12', '13', '14', '15', '16', '17'])('the population of seed %s', (seed) => {
  const lives = livesOf(worldOf(twinWorld({ seed, customers: 800, days: 60 })));
  const truth = trueLift(lives) ?? 0;

  it('is caused to spend more by the news, as is known of each of its people', () => {
    expect(lives.length).toBeGreaterThan(600);
    expect(truth).toBeGreaterThan(100);
    expect(lives.every(({ cents, untouchedCents }) => cents >= untouchedCents)).toBe(true);
  });

  it('has intervals that hold its true lift in about 95 of 100 draws of the holdout', () => {
    const { draws, covered } = coverageOfDraws(lives, DRAWS, { share: SHARE, isHeldOut });
    expect(draws).toBeGreaterThan(DRAWS * 0.95);
    expect(covered / draws).toBeGreaterThanOrEqual(0.9);
  });

  it('is measured by its holdouts as it is: on average over the draws neither more nor less', () => {
    const estimates = Array.from({ length: DRAWS }, (_, draw) => {
      const left = lives.filter((life) => isHeldOut(draw, life));
      const written = lives.filter((life) => !isHeldOut(draw, life));
      const lift = liftPerCustomer({
        treated: groupOf(written.map(({ cents }) => cents)),
        heldOut: groupOf(left.map(({ untouchedCents }) => untouchedCents)),
        drawn: SHARE,
      });
      return lift.perCustomer ? [lift.perCustomer.estimate] : [];
    }).flat();
    const { mean, variance, count } = groupOf(estimates);
    expect(Math.abs(mean - truth)).toBeLessThan(4 * Math.sqrt(variance / count));
  });
});

/** Day of the season on which something breaks, and hours until it is mended. */
const BREAKS = 40;
const season = (kind: FaultKind | null, seed = '7') =>
  worldOf(twinWorld({ seed, customers: 1_500, days: 60, ...(kind && { fault: { kind, day: BREAKS } }) }));
const hourOf = ({ startsAt }: World, at: Date) => Math.floor(between(startsAt, at) / HOUR);
const emptyHours = (world: World) => Array.from({ length: between(world.startsAt, world.endsAt) / HOUR }, () => 0);

function ordersOf(world: World): Course {
  const events = emptyHours(world);
  const count = (at: Date) => {
    const hour = hourOf(world, at);
    if (events[hour] !== undefined) events[hour] += 1;
  };
  for (const { kind, at } of createChronicle(world, population(world)).between(world.startsAt, world.endsAt)) {
    if (kind === 'order_completed') count(at);
  }
  for (const { responses } of letteredSeason(world)) {
    for (const { kind, at } of responses) if (kind === 'ordered') count(at);
  }
  return { events, cases: events.map(() => 1), eventSize: 1, kind: 'count' };
}

function complaintsOf(world: World): Course {
  const cases = emptyHours(world);
  const events = emptyHours(world);
  for (const { deliveredAt, responses } of letteredSeason(world)) {
    const hour = hourOf(world, deliveredAt);
    cases[hour] = (cases[hour] ?? 0) + 1;
    if (responses.some(({ kind }) => kind === 'complained')) events[hour] = (events[hour] ?? 0) + 1;
  }
  return { events, cases, eventSize: 1, kind: 'rate' };
}

/** A season is looked at once a day, as a history that is lived through is. */
const told = (course: Course, floor: number) => watchCourse(course, floor, 28 * 24, DAY / HOUR);
const FLOORS = { orders: 8, complaints: 50 };
/** Complaints are judged once those of a day have nearly all come. */
const SETTLE_HOURS = 24;

describe('a fault that is planted in a season', () => {
  it('nobody can order: it is told within the three days it lasts, once', () => {
    const found = told(ordersOf(season('checkout-broken')), FLOORS.orders);
    expect(found).toHaveLength(1);
    expect(found[0]?.isHigh).toBe(false);
    const after = (found[0]?.at ?? 0) - BREAKS * 24;
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThanOrEqual(72);
  });

  it('people complain: it is told within a day and the one its complaints take to come, once', () => {
    const found = told(complaintsOf(season('complaints')), FLOORS.complaints);
    expect(found).toHaveLength(1);
    expect(found[0]?.isHigh).toBe(true);
    const after = (found[0]?.at ?? 0) - BREAKS * 24;
    expect(after).toBeGreaterThan(0);
    expect(after + SETTLE_HOURS).toBeLessThanOrEqual(48);
  });

  it('is not told where none is, whoever lives it', () => {
    for (const seed of ['7', '11']) {
      const quiet = season(null, seed);
      expect(told(ordersOf(quiet), FLOORS.orders), seed).toEqual([]);
      expect(told(complaintsOf(quiet), FLOORS.complaints), seed).toEqual([]);
    }
  });
});
