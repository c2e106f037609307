import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../channels/channel';
import { DAY, daysBetween } from '../shared/time';
import { basketValue } from './basket';
import { dayNumber } from './local-time';
import { TWIN } from './parameters';
import { newcomersOn, type Person, population, type World } from './people';
import { valueBand } from './response';

const endsAt = new Date('2026-11-20T12:00:00Z');
const world: World = {
  seed: 'seven',
  startsAt: new Date(endsAt.getTime() - 75 * DAY),
  endsAt,
  size: 400,
  parameters: TWIN,
};
const people = population(world);
const spent = (person: Person) => person.pastOrders.reduce((sum, order) => sum + basketValue(order.basket), 0);

describe('population', () => {
  it('gives no two people the same name, newcomers included', () => {
    const large = { ...world, size: 2_400 };
    const newcomers = Array.from({ length: 75 }, (_, day) => newcomersOn(large, dayNumber(large.startsAt) + day));
    const names = [...population(large), ...newcomers.flat()].map((person) => `${person.firstName} ${person.lastName}`);
    expect(names.length - new Set(names).size).toBeLessThanOrEqual(3);
  });

  it('has people who agree to each channel, and people who do not', () => {
    for (const channel of CHANNELS) {
      const agreed = people.filter(({ consents }) => consents.some((one) => one.channel === channel)).length;
      expect(agreed).toBeGreaterThan(5);
      expect(agreed).toBeLessThan(people.length - 5);
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(population(world)).toEqual(people);
    expect(population({ ...world, seed: 'eight' })).not.toEqual(people);
  });

  it('has every value band, also among the dormant', () => {
    const bands = (some: Person[]) => new Set(some.map((person) => valueBand(spent(person))));
    expect(bands(people)).toEqual(new Set(['under300', 'from300', 'over1000', 'over5000']));
    const dormant = bands(people.filter((person) => person.kind === 'dormant'));
    for (const band of ['under300', 'from300', 'over1000'] as const) expect(dormant).toContain(band);
  });

  it('orders for about 25 dollars at a time, the best customers for more', () => {
    const mean = (kind: Person['kind']) => {
      const orders = people.filter((person) => person.kind === kind).flatMap(({ pastOrders }) => pastOrders);
      return orders.reduce((sum, { basket }) => sum + basketValue(basket), 0) / orders.length;
    };
    for (const kind of ['regular', 'occasional', 'drifting'] as const) {
      expect(mean(kind)).toBeGreaterThan(2_200);
      expect(mean(kind)).toBeLessThan(2_800);
    }
    expect(mean('top')).toBeGreaterThan(mean('regular'));
    expect(mean('top')).toBeLessThan(6_000);
  });

  it('has some who signed up just before the history and have only looked', () => {
    const isNew = (person: Person) => daysBetween(person.signedUpAt, world.startsAt) < 14;
    const newHere = people.filter(isNew);
    expect(newHere.length).toBeGreaterThan(8);
    expect(newHere.every(({ pastOrders }) => pastOrders.length === 0)).toBe(true);
  });

  it('lets dormant people pass their ninetieth day during the history, just now, and soon', () => {
    const quiet = people.flatMap((person) => (person.kind === 'dormant' && person.quietFrom ? [person.quietFrom] : []));
    const passed = quiet.map((from) => daysBetween(from, endsAt) - 90);
    expect(passed.filter((days) => days > 2).length).toBeGreaterThan(30);
    expect(passed.filter((days) => days >= 0 && days < 1.3).length).toBeGreaterThan(3);
    expect(passed.filter((days) => days < 0).length).toBeGreaterThan(3);
    for (const person of people.filter(({ kind }) => kind === 'dormant')) {
      expect(person.pastOrders.at(-1)?.at).toEqual(person.quietFrom);
    }
  });

  it('ends every past before the history begins', () => {
    for (const person of people) {
      for (const order of person.pastOrders) {
        expect(order.at.getTime()).toBeGreaterThanOrEqual(person.signedUpAt.getTime());
        expect(order.at.getTime()).toBeLessThan(world.startsAt.getTime());
      }
    }
  });

  it('gives consents that are provable, in order, and never before signing up', () => {
    const statuses = new Map<string, number>();
    for (const person of people) {
      const email = person.consents.filter((consent) => consent.channel === 'email').at(-1)?.status ?? 'none';
      statuses.set(email, (statuses.get(email) ?? 0) + 1);
      for (const consent of person.consents) {
        expect(consent.textVersion).toMatch(/^signup-\d{4}-\d{2}$/);
        expect(consent.at.getTime()).toBeGreaterThanOrEqual(person.signedUpAt.getTime());
        expect(consent.at.getTime()).toBeLessThan(world.startsAt.getTime());
      }
    }
    expect(statuses.get('granted')).toBeGreaterThan(280);
    expect(statuses.get('withdrawn')).toBeGreaterThan(8);
    expect(statuses.get('none')).toBeGreaterThan(25);
    expect(people.some((person) => person.consents.some((consent) => consent.channel === 'sms'))).toBe(true);
  });

  it('uses only addresses and numbers kept for fiction, each person their own address', () => {
    for (const person of people) {
      expect(person.email).toMatch(/^[a-z0-9.-]+@example\.(com|org|net)$/);
      if (person.phone) expect(person.phone).toMatch(/^\+(1\d{3}55501|447700900|4917604069|3363998|46701740|61491570)/);
    }
    expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.country)).size).toBeGreaterThan(6);
  });
});

describe('newcomersOn', () => {
  it('brings about as many as the parameters say, each on their day', () => {
    const first = Math.floor(world.startsAt.getTime() / DAY);
    const arrived = Array.from({ length: 200 }, (_, index) => newcomersOn(world, first + index));
    expect(arrived.flat().length / 200).toBeCloseTo((TWIN.shopper.newcomersPerDayPerHundred * 400) / 100, 0);
    expect(newcomersOn(world, first + 3)).toEqual(arrived[3]);
  });
});
