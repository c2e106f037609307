import { describe, expect, it } from 'vitest';
import type { Kpi } from '@/domain/measurement/kpi';
import { findKpi, KPIS } from '@/domain/measurement/kpis/registry';
import { partsBehind } from './part-meta';

function kpi(id: string): Kpi {
  const found = findKpi(id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

describe('partsBehind', () => {
  it('names both halves of a ratio with their units', () => {
    expect(partsBehind(kpi('rpmt'), 'USD')).toEqual({
      numerator: { name: 'Credited revenue', meta: { unit: 'money', direction: 'none', currency: 'USD' } },
      denominator: { name: 'Touches', meta: { unit: 'count', direction: 'none', currency: 'USD' } },
    });
  });

  it('has one part for a sum', () => {
    expect(partsBehind(kpi('attributed_revenue'), 'USD')).toMatchObject({
      numerator: { name: 'Credited revenue', meta: { unit: 'money' } },
      denominator: null,
    });
    expect(partsBehind(kpi('review_time'), 'USD').numerator.meta.unit).toBe('duration');
  });

  it('finds names for every figure', () => {
    for (const each of KPIS) expect(partsBehind(each, 'USD').numerator.name, each.id).not.toBe('');
  });
});
