import { describe, expect, it } from 'vitest';
import { after, DAY } from '../shared/time';
import { lifecycleStage } from './stage';

const RULES = { newDays: 30, activeDays: 30, churnedDays: 90, atRiskFrom: 0.6 };
const NOW = new Date('2026-06-01T00:00:00Z');
const ago = (days: number) => after(NOW, -days * DAY);
const known = { firstSeenAt: ago(400), signedUpAt: ago(400), lastEngagedAt: ago(1), orderCount: 2, churnRisk: null };

describe('lifecycleStage', () => {
  it.each([
    ['signed up yesterday', { ...known, signedUpAt: ago(1), orderCount: 0 }, 'new'],
    ['signed up 30 days ago', { ...known, signedUpAt: ago(30), orderCount: 0 }, 'active'],
    [
      'first seen yesterday, never signed up',
      { ...known, firstSeenAt: ago(1), signedUpAt: null, orderCount: 0 },
      'new',
    ],
    ['new, but bought', { ...known, signedUpAt: ago(1), orderCount: 1 }, 'active'],
    ['29 quiet days', { ...known, lastEngagedAt: ago(29) }, 'active'],
    ['30 quiet days', { ...known, lastEngagedAt: ago(30) }, 'at_risk'],
    ['89 quiet days', { ...known, lastEngagedAt: ago(89) }, 'at_risk'],
    ['90 quiet days', { ...known, lastEngagedAt: ago(90) }, 'churned'],
    ['never engaged', { ...known, lastEngagedAt: null }, 'churned'],
    ['engaged, but at risk', { ...known, churnRisk: 0.6 }, 'at_risk'],
    ['engaged, at little risk', { ...known, churnRisk: 0.59 }, 'active'],
  ] as const)('%s', (_what, facts, stage) => {
    expect(lifecycleStage(facts, RULES, NOW).stage).toBe(stage);
  });
});
