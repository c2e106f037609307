import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { CATALOGUE } from './catalogue';
import { dayNumber, hourIn, instantOf, weekdayOf } from './local-time';
import { TWIN } from './parameters';
import { productArt } from './product-art';
import { type MessageFacts, planResponses, type ResponseKind, responseProbabilities, trueUplift } from './response';

const facts: MessageFacts = {
  channel: 'email',
  occasion: 'cart',
  band: 'from300',
  percentOff: 20,
  recentTouches: 0,
  deliveredAt: new Date('2026-11-01T10:00:00Z'),
  weeksIn: 0,
};
const MANY = 30_000;

function shareWith(kind: ResponseKind, some: MessageFacts = facts): number {
  let seen = 0;
  for (let index = 0; index < MANY; index++) {
    const plan = planResponses(seededRng(`message:${index}`), some, TWIN.response);
    if (plan.some((response) => response.kind === kind)) seen++;
  }
  return seen / MANY;
}

describe('planResponses', () => {
  it('answers at the documented rates', () => {
    const p = responseProbabilities(facts, TWIN.response);
    expect(Math.abs(shareWith('opened') - p.open * (1 - p.complaint))).toBeLessThan(0.01);
    expect(Math.abs(shareWith('clicked') - p.open * (1 - p.unsubscribeIfOpened) * p.clickIfOpened)).toBeLessThan(0.006);
    const uplift = trueUplift(facts, TWIN) / (1 - TWIN.shopper.spontaneousReturnProbability);
    expect(Math.abs(shareWith('ordered') - uplift)).toBeLessThan(0.005);
    expect(Math.abs(shareWith('machine_opened') - TWIN.response.machineOpen)).toBeLessThan(0.01);
  });

  it('is the same for the same seed, in order, and never before delivery', () => {
    for (let index = 0; index < 500; index++) {
      const plan = planResponses(seededRng(`m:${index}`), facts, TWIN.response);
      expect(planResponses(seededRng(`m:${index}`), facts, TWIN.response)).toEqual(plan);
      const human = plan.filter(({ kind }) => kind !== 'machine_opened').map(({ at }) => at.getTime());
      expect(human).toEqual([...human].sort((a, b) => a - b));
      for (const { at } of plan) expect(at > facts.deliveredAt).toBe(true);
    }
  });

  it('tires of frequent touches and is drawn by a discount', () => {
    const p = (change: Partial<MessageFacts>) => responseProbabilities({ ...facts, ...change }, TWIN.response);
    expect(p({ recentTouches: 3 }).open).toBeCloseTo(p({}).open * TWIN.response.fatiguePerTouch ** 3);
    expect(p({ recentTouches: 3 }).unsubscribeIfOpened).toBeGreaterThan(p({}).unsubscribeIfOpened);
    expect(p({ percentOff: 25 }).clickIfOpened).toBeGreaterThan(p({ percentOff: 0 }).clickIfOpened);
    expect(trueUplift({ ...facts, percentOff: 25 }, TWIN)).toBeGreaterThan(trueUplift(facts, TWIN));
    expect(shareWith('machine_opened', { ...facts, channel: 'sms' })).toBe(0);
  });

  it('grows towards the season', () => {
    const late = responseProbabilities({ ...facts, weeksIn: 10 }, TWIN.response);
    const growth = (1 + TWIN.response.orderGrowthPerWeek) ** 10;
    expect(late.orderIfClicked).toBeCloseTo(growth * responseProbabilities(facts, TWIN.response).orderIfClicked);
  });
});

describe('local time', () => {
  it('finds the instant at which local clocks show a time, on both sides of a change of clocks', () => {
    const day = dayNumber(new Date('2026-03-29T00:00:00Z'));
    expect(weekdayOf(day)).toBe(0);
    expect(instantOf(day - 1, 9 * 60, 'Europe/Berlin').toISOString()).toBe('2026-03-28T08:00:00.000Z');
    expect(instantOf(day, 9 * 60, 'Europe/Berlin').toISOString()).toBe('2026-03-29T07:00:00.000Z');
    expect(instantOf(day, 20 * 60, 'America/Los_Angeles').toISOString()).toBe('2026-03-30T03:00:00.000Z');
    expect(hourIn('Australia/Sydney', new Date('2026-11-01T22:30:00Z'))).toBe(9);
  });
});

describe('catalogue', () => {
  it('has sixty products with a margin, stock, a drawing and a SKU of their own', () => {
    expect(CATALOGUE).toHaveLength(60);
    expect(new Set(CATALOGUE.map(({ sku }) => sku)).size).toBe(60);
    for (const product of CATALOGUE) {
      expect(product.costCents).toBeLessThan(product.priceCents);
      expect(product.stock).toBeGreaterThan(0);
      expect(productArt(product)).toMatch(/^<svg .*<\/svg>$/);
    }
  });
});
