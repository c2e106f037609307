import { describe, expect, it } from 'vitest';
import { chance, logNormal, seededRng } from '../shared/random';
import { coverageOfDraws, disturbed, type KnownCustomer, trueLift, withOtherLife } from './proof';

const since = new Date('2026-01-10T00:00:00Z');
const until = new Date('2026-03-01T00:00:00Z');
const at = (day: string) => new Date(`2026-${day}T12:00:00Z`);

function customer(change: Partial<KnownCustomer>): KnownCustomer {
  return { customerId: 'c', externalId: 'HP-1', heldOut: false, since, cents: 0, untouchedCents: 0, ...change };
}

/** A shop in which one in five orders by themselves, and one in ten more because they were written to. */
function shop(size: number, effect: number): KnownCustomer[] {
  return Array.from({ length: size }, (_, index) => {
    const rng = seededRng(`shop:${index}`);
    const untouchedCents = chance(rng, 0.2) ? Math.round(logNormal(rng, 2_500, 0.5)) : 0;
    const more = chance(rng, effect) ? Math.round(logNormal(rng, 2_500, 0.5)) : 0;
    return customer({ customerId: `c-${index}`, untouchedCents, cents: untouchedCents + more });
  });
}

describe('the known truth of a comparison', () => {
  it('counts of the other life what lies after the first decision and before the end', () => {
    const orders = new Map([
      ['HP-1', [at('01-09'), at('01-11'), at('02-28'), at('03-02')].map((day) => ({ at: day, cents: 100 }))],
    ]);
    const [known, unknown] = withOtherLife([customer({}), customer({ externalId: 'HP-2' })], orders, until);
    expect([known?.untouchedCents, unknown?.untouchedCents]).toEqual([200, 0]);
  });

  it('is the mean difference of those who could be written to, and nobody else', () => {
    const customers = [
      customer({ cents: 700, untouchedCents: 300 }),
      customer({ cents: 100, untouchedCents: 300 }),
      customer({ heldOut: true, cents: 9_000 }),
    ];
    expect(trueLift(customers)).toBe(100);
    expect(trueLift([customer({ heldOut: true })])).toBeNull();
  });

  it('names who was left alone and yet lived otherwise', () => {
    const spoilt = customer({ heldOut: true, cents: 100, untouchedCents: 99 });
    const left = customer({ heldOut: true, cents: 100, untouchedCents: 100 });
    expect(disturbed([spoilt, left, customer({ cents: 100 })])).toEqual([spoilt]);
  });
});

describe('coverageOfDraws', () => {
  const draw =
    (share: number) =>
    (number: number, { customerId }: KnownCustomer) =>
      chance(seededRng(`draw:${number}:${customerId}`), share);

  it.each([0, 0.1])('finds the truth in about 95 of 100 draws, with an effect of %d and without', (effect) => {
    const { draws, covered } = coverageOfDraws(shop(1_500, effect), 400, { share: 0.2, isHeldOut: draw(0.2) });
    expect(draws).toBe(400);
    expect(covered / draws).toBeGreaterThan(0.92);
    expect(covered / draws).toBeLessThan(0.995);
  });

  it('counts no draw without an interval', () => {
    expect(coverageOfDraws(shop(20, 0.1), 10, { share: 0.2, isHeldOut: draw(0.2) })).toEqual({ draws: 0, covered: 0 });
  });
});
