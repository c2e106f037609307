import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { churnScale } from '../agents/lifecycle/standing';
import { DEFAULT_POLICY } from '../policies/policy';
import { after, DAY } from '../shared/time';
import { churnRisk } from './churn-rule';

const NOW = new Date('2026-06-01T00:00:00Z');
const SCALE = churnScale(DEFAULT_POLICY);
const ago = (days: number) => after(NOW, -days * DAY);
const best = {
  joinedAt: ago(400),
  lastEngagedAt: NOW,
  orderCount: 5,
  lifetimeValueCents: 100_000,
  engagementScore: 1,
  deliveredTouches: 10,
};
const worst = { ...best, lastEngagedAt: ago(90), orderCount: 0, lifetimeValueCents: 0, engagementScore: 0 };

describe('churnRisk', () => {
  it('runs from 0 where all is well to 1 where nothing is', () => {
    expect(churnRisk(best, SCALE, NOW).risk).toBeCloseTo(0, 12);
    expect(churnRisk(worst, SCALE, NOW).risk).toBeCloseTo(1, 12);
    expect(churnRisk({ ...worst, lastEngagedAt: ago(900) }, SCALE, NOW).risk).toBeCloseTo(1, 12);
  });

  it('weighs each measure as documented, scaled by 0.95', () => {
    const of = (change: object) => churnRisk({ ...best, ...change }, SCALE, NOW).risk;
    expect(of({ lastEngagedAt: ago(45) })).toBeCloseTo(0.2 / 0.95, 10);
    expect(of({ orderCount: 0 })).toBeCloseTo(0.2 / 0.95, 10);
    expect(of({ lifetimeValueCents: 0 })).toBeCloseTo(0.1 / 0.95, 10);
    expect(of({ engagementScore: 0 })).toBeCloseTo(0.25 / 0.95, 10);
  });

  it('goes by the weights of the policy, and says nothing where nothing counts', () => {
    const weights = { recency: 1, frequency: 0, monetary: 0, engagement: 0 };
    expect(churnRisk({ ...worst, lastEngagedAt: ago(45) }, { ...SCALE, weights }, NOW).risk).toBeCloseTo(0.5, 12);
    expect(churnRisk(worst, { ...SCALE, weights: { ...weights, recency: 0 } }, NOW)).toEqual({ risk: 0, factors: [] });
  });

  it('takes unknown engagement for neither good nor bad, and a known one as it is', () => {
    const quiet = { ...best, engagementScore: 0 };
    expect(churnRisk({ ...quiet, deliveredTouches: 2 }, SCALE, NOW).risk).toBeCloseTo(0.125 / 0.95, 10);
    expect(churnRisk({ ...quiet, deliveredTouches: 3 }, SCALE, NOW).risk).toBeCloseTo(0.25 / 0.95, 10);
  });

  it('counts from joining where nothing was heard since, and names the weightiest factor first', () => {
    const silent = churnRisk({ ...worst, lastEngagedAt: null, joinedAt: ago(45) }, SCALE, NOW);
    expect(silent.factors[0]).toMatchObject({ factor: 'engagement' });
    const gone = churnRisk({ ...worst, lastEngagedAt: null, joinedAt: ago(90) }, SCALE, NOW);
    expect(gone.factors[0]).toMatchObject({ factor: 'recency', value: 1 });
  });

  it('stays within 0..1 and never falls when somebody is away for longer', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000),
        fc.nat(500),
        fc.integer({ min: -10_000, max: 1_000_000 }),
        fc.nat(50),
        (days, more, value, orders) => {
          const facts = { ...best, lifetimeValueCents: value, orderCount: orders, engagementScore: 0.4 };
          const one = churnRisk({ ...facts, lastEngagedAt: ago(days) }, SCALE, NOW).risk;
          const other = churnRisk({ ...facts, lastEngagedAt: ago(days + more) }, SCALE, NOW).risk;
          expect(one).toBeGreaterThanOrEqual(0);
          expect(other).toBeLessThanOrEqual(1);
          expect(other).toBeGreaterThanOrEqual(one);
        },
      ),
    );
  });
});
