import { describe, expect, it } from 'vitest';
import { chance, logNormal, seededRng } from '../shared/random';
import {
  ENOUGH_CUSTOMERS,
  type Group,
  groupOf,
  incrementalPerTouch,
  isSplitAsDrawn,
  liftPerCustomer,
} from './incremental';

/** Two groups split as they were drawn. */
const split = (treated: Group, heldOut: Group) => ({
  treated,
  heldOut,
  drawn: heldOut.count / (treated.count + heldOut.count || 1),
});

/** Customers of whom a share orders for 5,000 each. */
function orderingGroup(count: number, orderShare: number, key: string): Group {
  const rng = seededRng(key);
  const values = Array.from({ length: count }, () => (rng() < orderShare ? 5_000 : 0));
  return groupOf(values);
}

describe('incrementalPerTouch', () => {
  it('holds the true effect in about 95 of 100 intervals', () => {
    // 6 % order when touched, 4 % when not: 100 cents a customer, two touches each: 50 cents a touch.
    const intervals = Array.from({ length: 300 }, (_, run) =>
      incrementalPerTouch(split(orderingGroup(2_000, 0.06, `t${run}`), orderingGroup(800, 0.04, `h${run}`)), 4_000),
    );
    const hits = intervals.filter(({ perTouch }) => perTouch && perTouch.low <= 50 && perTouch.high >= 50).length;
    expect(hits / intervals.length).toBeGreaterThan(0.92);
    expect(hits / intervals.length).toBeLessThan(0.98);
  });

  it('says how many more customers would tell an effect from chance', () => {
    const [treated, heldOut] = [
      { count: 400, mean: 220, variance: 1_000_000, buyers: 20 },
      { count: 100, mean: 200, variance: 1_000_000, buyers: 5 },
    ];
    const { perTouch, timesNeeded } = incrementalPerTouch(split(treated, heldOut), 400);
    expect(perTouch?.low).toBeLessThan(0);
    if (timesNeeded === null) throw new Error('A number is expected.');
    const more = (group: Group) => ({ ...group, count: Math.ceil(group.count * timesNeeded * 1.02) });
    const later = incrementalPerTouch(split(more(treated), more(heldOut)), 400);
    expect(later.perTouch?.low).toBeGreaterThan(0);
    expect(later.timesNeeded).toBeNull();
  });

  it('says what is missing instead of a number', () => {
    const enough = orderingGroup(ENOUGH_CUSTOMERS, 0.5, 'a');
    const few = orderingGroup(ENOUGH_CUSTOMERS - 1, 0.5, 'b');
    expect(incrementalPerTouch(split(enough, few), 10)).toMatchObject({
      perTouch: null,
      missing: 'Customers left alone so far: 29. A comparison needs 30.',
    });
    expect(incrementalPerTouch(split(enough, enough), 0).missing).toBe('There is no touch in this period.');
    const nobody = orderingGroup(50, 0, 'c');
    expect(incrementalPerTouch(split(nobody, nobody), 10).missing).toBe('Nobody in either group has ordered yet.');
  });

  it('takes a handful of orders for no proof, though no one of a small group left alone has ordered', () => {
    const treated = { count: 300, mean: 100, variance: 490_000, buyers: 6 };
    const heldOut = { count: 41, mean: 0, variance: 0, buyers: 0 };
    expect(incrementalPerTouch(split(treated, heldOut), 400)).toMatchObject({
      perTouch: null,
      missing: 'Customers who ordered so far, of both groups: 6. A comparison of 300 with 41 needs about 42.',
    });
    expect(liftPerCustomer(split(treated, heldOut)).perCustomer).toBeNull();
    expect(incrementalPerTouch(split({ ...treated, buyers: 42 }, heldOut), 400).perTouch).not.toBeNull();
  });

  it('finds an effect where there is none in no more than 5 of 100 comparisons with a small group left alone', () => {
    const runs = Array.from({ length: 2_000 }, (_, run) =>
      incrementalPerTouch(split(orderingGroup(400, 0.12, `t${run}`), orderingGroup(50, 0.12, `h${run}`)), 400),
    );
    const judged = runs.filter(({ perTouch }) => perTouch !== null);
    expect(judged.length).toBeGreaterThan(1_500);
    const found = judged.filter(({ perTouch }) => perTouch && (perTouch.low > 0 || perTouch.high < 0));
    expect(found.length / judged.length).toBeLessThanOrEqual(0.05);
  });
});

describe('a range long after the draw, where messages drove three in ten customers away', () => {
  const SHARE = 0.1;
  const DRAWS = 50;
  /** What each of a population brings in the range, written to before and not; who was driven away brings nothing. */
  const population = (seed: number) => {
    const rng = seededRng(`drawn ${seed}`);
    return Array.from({ length: 800 }, () => {
      const isDriven = chance(rng, 0.3);
      const amount = logNormal(rng, 4_000, 0.5);
      const [touched, alone] = [chance(rng, 0.35), chance(rng, 0.2)];
      return { isDriven, touched: touched && !isDriven ? amount : 0, alone: alone ? amount : 0 };
    });
  };
  type Customer = ReturnType<typeof population>[number];

  /** Many draws of each of ten populations: in how many the comparison had an interval, and held the truth of its treated. */
  function coverage(isCompared: (customer: Customer, heldOut: boolean) => boolean) {
    const result = { draws: 0, told: 0, covered: 0 };
    for (let seed = 0; seed < 10; seed++) {
      const customers = population(seed);
      for (let draw = 0; draw < DRAWS; draw++) {
        const rng = seededRng(`draw ${seed} ${draw}`);
        const drawn = customers.map((customer) => ({ customer, heldOut: chance(rng, SHARE) }));
        const treated = drawn.filter(({ heldOut }) => !heldOut);
        const truth =
          treated.reduce((sum, { customer: { touched, alone } }) => sum + touched - alone, 0) / treated.length;
        const seen = drawn.filter(({ customer, heldOut }) => isCompared(customer, heldOut));
        const { perCustomer } = liftPerCustomer({
          treated: groupOf(seen.filter(({ heldOut }) => !heldOut).map(({ customer }) => customer.touched)),
          heldOut: groupOf(seen.filter(({ heldOut }) => heldOut).map(({ customer }) => customer.alone)),
          drawn: SHARE,
        });
        result.draws++;
        if (!perCustomer) continue;
        result.told++;
        if (perCustomer.low <= truth && truth <= perCustomer.high) result.covered++;
      }
    }
    return result;
  }

  it('is told and holds the truth where who was drawn stays', () => {
    const { draws, told, covered } = coverage(() => true);
    expect(told / draws).toBeGreaterThan(0.98);
    expect(covered / told).toBeGreaterThanOrEqual(0.94);
  });

  it('is often refused, and misses the truth where it is told, where they are missing from one group', () => {
    const { told, covered } = coverage(({ isDriven }, heldOut) => heldOut || !isDriven);
    expect(covered / told).toBeLessThan(0.9);
  });
});

describe('isSplitAsDrawn', () => {
  it('takes chance for chance, and a comparison that earlier messages shaped for what it is', () => {
    expect(isSplitAsDrawn(160, 40, 0.2)).toBe(true);
    expect(isSplitAsDrawn(150, 50, 0.2)).toBe(true);
    // As a simulation has it for offers to customers who no longer read: whoever was written to is blocked by then.
    expect(isSplitAsDrawn(14, 40, 0.2)).toBe(false);
    expect(isSplitAsDrawn(0, 0, 0.2)).toBeNull();
  });

  it('takes the lift from a comparison that is not split as drawn', () => {
    const [treated, heldOut] = [orderingGroup(400, 0.3, 'a'), orderingGroup(400, 0.1, 'b')];
    expect(liftPerCustomer({ treated, heldOut, drawn: 0.5 }).perCustomer).not.toBeNull();
    const missing = expect.stringMatching(/^Left alone: 400 of 800 customers, where 5% were drawn/);
    expect(liftPerCustomer({ treated, heldOut, drawn: 0.05 })).toEqual({ perCustomer: null, missing });
    expect(incrementalPerTouch({ treated, heldOut, drawn: 0.05 }, 800)).toMatchObject({ perTouch: null, missing });
  });
});

describe('groupOf', () => {
  it('has the mean, the sample variance and how many brought anything', () => {
    expect(groupOf([0, 0, 300])).toEqual({ count: 3, mean: 100, variance: 30_000, buyers: 1 });
    expect(groupOf([])).toEqual({ count: 0, mean: 0, variance: 0, buyers: 0 });
  });
});
