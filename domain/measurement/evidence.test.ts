import { describe, expect, it } from 'vitest';
import { boundsOf, type Evidence, evidenceOf, isClearChange, type KpiSpread, medianRanks } from './evidence';
import { evaluate, type KpiFacts } from './kpi';
import { KPIS } from './kpis';
import { LEDGER_COLUMNS, type Ledger, WHOLE_OF } from './ledger';

const NOTHING = Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, 0])) as Ledger;
const spread: KpiSpread = { touchSquares: 0, reviewMs: null };

function facts(ledger: Partial<Ledger>): KpiFacts {
  return { ledger: { ...NOTHING, ...ledger }, customersTouched: 0, medianReviewMs: null, days: 30 };
}

function kpi(id: string) {
  const found = KPIS.find((each) => each.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

describe('shares', () => {
  it('divide a part by its own whole, every one of them', () => {
    for (const { id, unit, measure } of KPIS) {
      if (unit !== 'rate') continue;
      expect(measure.kind, id).toBe('ratio');
      if (measure.kind !== 'ratio') continue;
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

  it('is null for plain counts and for nothing', () => {
    expect(evidenceOf(kpi('touches'), facts({ touches: 4 }), spread)).toBeNull();
    for (const each of KPIS.filter(({ measure }) => measure.kind !== 'sum')) {
      expect(evidenceOf(each, facts({}), spread), each.id).toBeNull();
    }
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
