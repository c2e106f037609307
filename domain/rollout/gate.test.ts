import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../measurement/evidence';
import { findKpi } from '../measurement/kpis/registry';
import {
  type GateFacts,
  gateOf,
  type JudgedCriterion,
  judgeBaselines,
  judgeFigure,
  type Measured,
  recommend,
  whyRecommended,
} from './gate';
import { BASELINE_KPIS, COHORTS, type FigureCriterion, PHASES } from './plan';

const FACTS: GateFacts = { currency: 'USD', fullDays: 30, watchDays: 28 };

function measured(id: string, evidence: Evidence | null, value: number | null = null): Measured {
  const kpi = findKpi(id);
  if (!kpi) throw new Error(`There is no ${id}.`);
  return { kpi, value, evidence };
}

function asked(phase: 1 | 2 | 3, id: string): FigureCriterion {
  const found = PHASES[phase - 1]?.gate.find((criterion) => criterion.id === id);
  if (found?.kind !== 'figure') throw new Error(`Phase ${phase} asks for no ${id}.`);
  return found;
}

const share = (successes: number, cases: number): Evidence => ({ kind: 'share', cases, successes });
const delivery = (successes: number, cases: number) =>
  judgeFigure(asked(1, 'delivery'), measured('delivery_rate', share(successes, cases), successes / cases), FACTS);

describe('judgeFigure', () => {
  it('goes by the bound of the interval and not by the value', () => {
    // 100 of 100: the value is 100 %, Wilson's lower bound 96.3 %; 50 of 50 leaves it at 92.9 %.
    expect(delivery(100, 100)).toMatchObject({ status: 'met', needed: null, missing: null });
    const few = delivery(50, 50);
    expect(few).toMatchObject({ value: 1, limit: 0.95, status: 'not_enough', n: 50, isMeasurable: true });
    expect(few.bound).toBeCloseTo(0.929, 3);
    expect(few.needed).toBeGreaterThan(50);
    expect(few.needed).toBeLessThanOrEqual(100);
    expect(delivery(80, 100)).toMatchObject({ status: 'not_met' });
  });

  it('never passes what its interval does not, whatever was seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (cases, rate) => {
        const judged = delivery(Math.round(cases * rate), cases);
        const isSure = judged.bounds !== null && judged.bounds.low > 0.95;
        return (judged.status === 'met') === isSure;
      }),
    );
  });

  it('turns a gate round where less is better, and moves a baseline by its share', () => {
    const reviews = (reviewed: number) =>
      judgeFigure(asked(2, 'reviews'), measured('reviewed_share', share(reviewed, 1_000)), FACTS);
    expect(reviews(200).limit).toBeCloseTo(0.3);
    expect([200, 300, 400].map((count) => reviews(count).status)).toEqual(['met', 'not_enough', 'not_met']);
    expect(reviews(200).bound).toBe(reviews(200).bounds?.high);
    expect(reviews(400).bound).toBe(reviews(400).bounds?.low);
  });

  it('lets one violation fail at once, and none pass only when the days are over', () => {
    const violations = (count: number, fullDays: number) =>
      judgeFigure(
        asked(1, 'violations'),
        measured('reported_breaches', { kind: 'census', cases: 40, value: count }, count),
        { ...FACTS, fullDays },
      );
    expect(violations(1, 2)).toMatchObject({ status: 'not_met' });
    expect(violations(0, 12)).toMatchObject({ status: 'not_enough', n: 12, needed: 28, cases: 'days' });
    expect(violations(0, 28)).toMatchObject({ status: 'met' });
    expect(judgeFigure(asked(1, 'violations'), measured('reported_breaches', null, 0), FACTS)).toMatchObject({
      status: 'not_enough',
      missing: 'No touches so far.',
    });
  });

  it('says what is not measured here, and why', () => {
    const read = judgeFigure({ ...asked(1, 'uptime'), kpi: 'read_rate' }, measured('read_rate', null), FACTS);
    expect(read).toMatchObject({ status: 'not_enough', isMeasurable: false, needed: null });
    const uptime = judgeFigure(asked(1, 'uptime'), measured('uptime', null), FACTS);
    expect(uptime).toMatchObject({ status: 'not_enough', isMeasurable: true, missing: 'No minutes so far.' });
  });

  it('takes no dollars of the plan for other money', () => {
    const rpmt = measured('rpmt', { kind: 'mean', cases: 60, sample: { count: 10_000, mean: 90, variance: 36 } });
    expect(judgeFigure(asked(3, 'rpmt'), rpmt, FACTS)).toMatchObject({ limit: 61, status: 'met' });
    const inPounds = judgeFigure(asked(3, 'rpmt'), rpmt, { ...FACTS, currency: 'GBP' });
    expect(inPounds).toMatchObject({ limit: null, status: 'not_enough', isMeasurable: false });
  });
});

describe('judgeBaselines', () => {
  const all = (count: number) => BASELINE_KPIS.map((id, index) => measured(id, index < count ? share(50, 100) : null));

  it('counts the figures that have an interval', () => {
    expect(judgeBaselines(all(BASELINE_KPIS.length))).toMatchObject({ status: 'met', missing: null });
    expect(judgeBaselines(all(2))).toMatchObject({ status: 'not_enough', n: 2, needed: BASELINE_KPIS.length });
  });
});

describe('gateOf', () => {
  it('asks of a wider cohort what let its phase begin, and at the end of a phase its own gate', () => {
    expect(COHORTS.map((cohort) => gateOf(cohort).purpose)).toEqual([
      ...['phase', 'widen', 'widen', 'phase'],
      ...['widen', 'widen', 'done'],
    ]);
    expect(gateOf(20)).toMatchObject({ to: 40, criteria: PHASES[0].gate });
    expect(gateOf(50)).toMatchObject({ to: 70, criteria: PHASES[1].gate });
    expect(gateOf(100)).toMatchObject({ to: null, criteria: PHASES[2].gate });
  });
});

describe('recommend', () => {
  const one = (status: JudgedCriterion['status'], isMeasurable = true) =>
    ({ ...delivery(100, 100), status, isMeasurable }) satisfies JudgedCriterion;

  it('says go for met alone', () => {
    expect(recommend([one('met'), one('met')])).toBe('go');
    expect(recommend([one('met'), one('not_met')])).toBe('no_go');
    expect(recommend([one('met'), one('not_enough')])).toBe('no_go');
  });

  it('leaves to a person what cannot be measured here, and nothing else', () => {
    expect(recommend([one('met'), one('not_enough', false)])).toBe('conditional');
    expect(recommend([one('not_met'), one('not_enough', false)])).toBe('no_go');
    expect(recommend([one('not_enough'), one('not_enough', false)])).toBe('no_go');
    expect(whyRecommended([one('met'), one('not_enough'), one('not_enough', false)])).toBe(
      '1 of 3 criteria met, 1 without enough data, 1 not measured here.',
    );
  });
});
