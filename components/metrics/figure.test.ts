import { describe, expect, it } from 'vitest';
import { KPIS } from '@/domain/measurement/kpis/registry';
import { partsOf, planOf } from './figure';

const rpmt = { unit: 'moneyPerTouch', baseline: 45, target: 61 } as const;

describe('planOf', () => {
  it('takes dollars for nothing but dollars', () => {
    expect(planOf(rpmt, 'USD')).toEqual({ baseline: 45, target: 61 });
    expect(planOf(rpmt, 'GBP')).toEqual({ baseline: null, target: null });
    expect(planOf({ unit: 'rate', baseline: 0.02, target: null }, 'GBP')).toEqual({ baseline: 0.02, target: null });
  });
});

describe('partsOf', () => {
  it('names both halves of every ratio there is', () => {
    for (const kpi of KPIS.filter(({ measure }) => measure.kind === 'ratio'))
      expect(partsOf(kpi), kpi.id).not.toBeNull();
    expect(partsOf({ formula: 'credited revenue / touches' })).toEqual({
      numerator: 'credited revenue',
      denominator: 'touches',
    });
    expect(partsOf({ formula: 'count of touches' })).toBeNull();
  });
});
