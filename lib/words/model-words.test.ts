import { describe, expect, it } from 'vitest';
import { versionName } from '@/domain/models/learnt/learnt-models';
import { ORDER_MODEL, ORDER_PRIORS } from '@/domain/models/order-priors';
import { modelWords } from './model-words';

describe('modelWords', () => {
  it('has words for every model in force without learning, and for what was learnt', () => {
    const words = Object.entries(ORDER_PRIORS.versions).map(([model, version]) => modelWords(model, version));
    expect(words).toEqual([
      'Chance of an order: the plan’s baseline, version 1',
      'Risk of leaving: a rule on recency, frequency and value, version 1',
    ]);
    expect(modelWords(ORDER_MODEL, versionName(7))).toBe('Chance of an order: learnt from outcomes, version 7');
  });
  it('shows what it does not know as it is', () => {
    expect(modelWords('uplift', 'forest-2')).toBe('uplift: forest-2');
  });
});
