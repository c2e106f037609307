import { describe, expect, it } from 'vitest';
import { type FacetGroup, facetCounts } from './filters';

const group = (count: number, values: Partial<FacetGroup['values']>): FacetGroup => ({
  count,
  values: { source: [], action: [], channel: [], risk: [], sla: [], assignee: [], guardrail: [], ...values },
});

describe('counts beside the filters', () => {
  const groups = [
    group(3, { risk: ['high'], channel: ['email'], guardrail: ['financial', 'tone'] }),
    group(2, { risk: ['low'], channel: ['sms'], guardrail: ['tone'] }),
  ];

  it('say how many there would be of each value, the other filters held', () => {
    const counts = facetCounts(groups, { channel: 'email' });
    expect([...counts.risk]).toEqual([['high', 3]]);
    expect([...counts.channel]).toEqual([
      ['email', 3],
      ['sms', 2],
    ]);
    expect([...counts.guardrail]).toEqual([
      ['financial', 3],
      ['tone', 3],
    ]);
  });

  it('count a decision under each of its values', () => {
    expect(facetCounts(groups, {}).guardrail.get('tone')).toBe(5);
    expect(facetCounts(groups, { guardrail: 'financial' }).risk.get('low')).toBeUndefined();
  });
});
