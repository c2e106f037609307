import { describe, expect, it } from 'vitest';
import type { KpiValue } from '@/server/services/measurement';
import { scoreGroups, scoreTable, wayText } from './score-groups';

const rpmt: KpiValue = {
  id: 'rpmt',
  group: 'revenue',
  name: 'Revenue per touch',
  unit: 'moneyPerTouch',
  direction: 'up',
  formula: 'credited revenue / touches',
  definition: '',
  watch: null,
  measure: {
    kind: 'ratio',
    numerator: 'credit_cents',
    denominator: 'touches',
    spread: { cases: 'orders', squares: 'credit_squares' },
  },
  grain: 'hour',
  source: ['attribution', 'message'],
  subject: 'decision',
  baseline: 45,
  target: 61,
  value: 53,
  previous: null,
  numerator: 5300,
  denominator: 100,
  cases: 'orders',
  evidence: { kind: 'mean', cases: 60, sample: { count: 10_000, mean: 53.5, variance: 36 } },
  isClearChange: false,
};
const bounces: KpiValue = {
  ...rpmt,
  id: 'bounce_rate',
  group: 'quality',
  name: 'Hard bounce rate',
  unit: 'rate',
  direction: 'down',
  baseline: 0.03,
  target: 0.01,
  value: null,
  denominator: 0,
  cases: 'messages',
  evidence: null,
};

describe('scoreGroups', () => {
  it('groups the figures and leaves empty groups out', () => {
    const groups = scoreGroups([rpmt, bounces], { rpmt: [50, null] }, 'USD');
    expect(groups.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Conversion and revenue', 1],
      ['Quality and safety', 1],
    ]);
    expect(groups[0]?.rows[0]).toMatchObject({ way: 0.5, trend: [50, null], standing: { word: 'On track' } });
    expect(groups[1]?.rows[0]).toMatchObject({ way: null, trend: [], standing: { word: 'Nothing counted' } });
  });

  it('takes no dollars of the plan for other money', () => {
    const [group] = scoreGroups([rpmt], {}, 'GBP');
    expect(group?.rows[0]).toMatchObject({ baseline: null, target: null, way: null, standing: { word: 'No target' } });
  });
});

it('says the way in words where a number would mislead', () => {
  expect([null, 0.44, 1, 7, -0.2].map(wayText)).toEqual(['—', '44%', 'done', 'done', 'backwards']);
});

it('writes the same as a table', () => {
  const { header, rows } = scoreTable(scoreGroups([rpmt], {}, 'USD'));
  expect(rows[0]).toHaveLength(header.length);
  expect(rows[0]).toEqual([
    'Conversion and revenue',
    'Revenue per touch',
    '$0.4500',
    '$0.6100',
    '$0.5300',
    '—',
    '50%',
    'On track',
    '60',
    'orders',
  ]);
});
