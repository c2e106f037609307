import { describe, expect, it } from 'vitest';
import { KPIS } from '@/domain/measurement/kpis/registry';
import { partsOf } from './figure';

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
