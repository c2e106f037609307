import { describe, expect, it } from 'vitest';
import { boundsOf, type Evidence, evidenceOf, isClearChange, type KpiSpread, medianRanks } from './evidence';
import { evaluate, type KpiFacts, NO_SERVICE } from './kpi';
import { KPIS } from './kpis/registry';
import { type Ledger, NOTHING_COUNTED, WHOLE_OF } from './ledger';

const spread: KpiSpread = { touchSquares: 0, reviewMs: null };

function facts(ledger: Partial<Ledger>): KpiFacts {
  return {
    ledger: { ...NOTHING_COUNTED, ...ledger },
    before: NOTHING_COUNTED,
    customersTouched: 0,
    medianReviewMs: null,
    service: NO_SERVICE,
    days: 30,
  };
}

function kpi(id: string) {
  const found = KPIS.find((each) => each.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

describe('shares', () => {
  it('divide a part by its own whole, every one of them', () => {
    for (const { id, unit, measure } of KPIS) {
      if (measure.kind !== 'share') continue;
      expect(unit, id).toBe('rate');
      expect(WHOLE_OF, id).toHaveProperty(measure.numerator, measure.denominator);
    }
  });

  it('have a wide interval when nothing has happened yet', () => {
    // z² / (n + z²) with n = 376
    expect(boundsOf({ kind: 'share', cases: 376, successes: 0 })?.high).toBeCloseTo(0.010113, 5);
  });
});

describe('evidenceOf', () => {
  it('counts revenue per touch in orders, over touches', () => {
    const given = facts({ touches: 400, orders: 20, credit_cents: 40_000, credit_squares: 20 * 2_000 ** 2 });
    expect(evaluate(kpi('rpmt'), given).value).toBe(100);
    const evidence = evidenceOf(kpi('rpmt'), given, spread);
    expect(evidence).toMatchObject({ kind: 'mean', cases: 20, sample: { count: 400, mean: 100 } });
    const bounds = evidence && boundsOf(evidence);
    // 100 ± qt(0.975, 399) × sqrt(variance / 400) = 1.965927 × sqrt(190476.19 / 400)
    expect(bounds?.low).toBeCloseTo(57.1, 2);
    expect(bounds?.high).toBeCloseTo(142.9, 2);
  });

  it('gives no interval to a handful of orders', () => {
    const given = facts({ touches: 400, orders: 6, credit_cents: 12_000, credit_squares: 6 * 2_000 ** 2 });
    const evidence = evidenceOf(kpi('rpmt'), given, spread);
    expect(evidence && boundsOf(evidence)).toBeNull();
  });

  it('knows uptime from the first minute on', () => {
    const measuredMs = 12 * 60_000;
    const up = { ...facts({}), service: { ...NO_SERVICE, measuredMs, upMs: measuredMs } };
    expect(evidenceOf(kpi('uptime'), up, spread)).toEqual({ kind: 'census', cases: 12, value: 1 });
    expect(evidenceOf(kpi('uptime'), facts({}), spread)).toBeNull();
  });

  it('is null for plain counts and for nothing', () => {
    expect(evidenceOf(kpi('touches'), facts({ touches: 4 }), spread)).toBeNull();
    for (const each of KPIS.filter(({ measure }) => measure.kind !== 'sum')) {
      expect(evidenceOf(each, facts({}), spread), each.id).toBeNull();
    }
  });

  it('takes what was counted completely at its word', () => {
    const evidence = evidenceOf(kpi('reported_breaches'), facts({ touches: 40 }), spread);
    expect(evidence && boundsOf(evidence)).toEqual({ low: 0, high: 0 });
    expect(evidenceOf(kpi('reported_breaches'), facts({}), spread)).toBeNull();
  });

  it('scales what left to a month, of those there when the days began', () => {
    const before = { ...NOTHING_COUNTED, customers_met: 1_100, churned: 120, returned: 20 };
    const given = { ...facts({ churned: 10, customers_met: 500 }), before, days: 15 };
    expect(evaluate(kpi('churn_rate'), given)).toEqual({ value: 0.02, numerator: 10, denominator: 1_000 });
    const evidence = evidenceOf(kpi('churn_rate'), given, spread);
    // Wilson's interval of 10 of 1,000, times two.
    expect(evidence && boundsOf(evidence)?.low).toBeCloseTo(2 * 0.005442, 5);
  });

  it('knows the lifetime value from the first order on', () => {
    const before = { ...NOTHING_COUNTED, order_cents: 30_000, first_orders: 3, lifetime_squares: 3 * 10_000 ** 2 };
    const given = { ...facts({ order_cents: 10_000, first_orders: 1, lifetime_squares: 10_000 ** 2 }), before };
    expect(evaluate(kpi('customer_lifetime_value'), given).value).toBe(10_000);
    const evidence = evidenceOf(kpi('customer_lifetime_value'), given, spread);
    expect(evidence).toMatchObject({ kind: 'mean', cases: 4, sample: { mean: 10_000, variance: 0 } });
  });

  it('gives a quotient an interval that holds it, by its logarithm', () => {
    const sums = { credit_cents: 60_000, discount_cents: 20_000, orders: 25 };
    const squares = { credit_squares: 25 * 2_400 ** 2, discount_squares: 25 * 800 ** 2 };
    const evidence = evidenceOf(kpi('marketing_efficiency'), facts({ ...sums, ...squares }), spread);
    const bounds = evidence && boundsOf(evidence);
    // 3 × exp(±1.959964 × sqrt(1/25 + 1/25))
    expect(bounds?.low).toBeCloseTo(1.7235, 3);
    expect(bounds?.high).toBeCloseTo(5.222, 2);
  });

  it('scales touches per customer to a month', () => {
    const given = { ...facts({ touches: 30 }), customersTouched: 20, days: 15 };
    expect(evidenceOf(kpi('touches_per_customer'), given, { ...spread, touchSquares: 60 })).toMatchObject({
      cases: 20,
      sample: { mean: 3 },
    });
  });
});

describe('isClearChange', () => {
  const total = (sum: number, squares: number): Evidence => ({ kind: 'total', cases: 50, sum, squares });
  it.each<[string, Evidence | null, Evidence | null, boolean]>([
    [
      'a share that moved by chance',
      { kind: 'share', cases: 100, successes: 4 },
      { kind: 'share', cases: 100, successes: 2 },
      false,
    ],
    [
      'a share that surely moved',
      { kind: 'share', cases: 1_000, successes: 80 },
      { kind: 'share', cases: 1_000, successes: 20 },
      true,
    ],
    ['a sum within its noise', total(10_000, 3_000_000), total(12_000, 3_000_000), false],
    ['a sum beyond it', total(10_000, 3_000_000), total(20_000, 3_000_000), true],
    ['nothing before', { kind: 'share', cases: 1_000, successes: 80 }, null, false],
    [
      'medians that overlap',
      { kind: 'median', cases: 30, value: 5, bounds: { low: 3, high: 8 } },
      { kind: 'median', cases: 30, value: 9, bounds: { low: 7, high: 12 } },
      false,
    ],
  ])('of %s', (_, now, before, isClear) => {
    expect(isClearChange(now, before)).toBe(isClear);
  });
});

it('the median of few lies anywhere among them', () => {
  expect(medianRanks(2)).toEqual({ low: 0, high: 1 });
  expect(medianRanks(100).low).toBeCloseTo(0.402, 3);
});
