import { describe, expect, it } from 'vitest';
import type { ArmShare, SharingPlan } from '@/domain/experiments/allocation';
import { planWords, reasonWords } from './share-words';

const BANDIT: SharingPlan = { allocation: 'bandit', controlShare: 0.3, leastShare: 0.05 };
const arm = (changes: Partial<ArmShare>): ArmShare => ({
  variantId: 'v',
  share: 0.5,
  delivered: 100,
  clicked: 7,
  ordered: 2,
  chance: 0.714,
  ...changes,
});

describe('why an arm has its share', () => {
  it.each([
    [BANDIT, arm({}), false, 'Best of the challengers with a chance of 71.4%: 7 clicks of 100 deliveries.'],
    [
      BANDIT,
      arm({ share: 0.05, chance: 0.001, clicked: 1 }),
      false,
      'Best of the challengers with a chance of 0.1%: 1 click of 100 deliveries. No challenger gets less.',
    ],
    [BANDIT, arm({ delivered: 0, clicked: 0 }), false, 'The same for all challengers until something is known.'],
    [BANDIT, arm({ chance: null }), true, 'Keeps its share whatever is learnt.'],
    [{ ...BANDIT, allocation: 'fixed' } as SharingPlan, arm({}), false, 'The same for all.'],
    [
      { ...BANDIT, allocation: 'phased' } as SharingPlan,
      arm({ share: 0 }),
      false,
      'Not one of the best two: 7 clicks of 100 deliveries. Nobody new gets it.',
    ],
  ])('is said by the counts it rests on: %#', (plan, share, isControl, words) => {
    expect(reasonWords(share, plan, isControl)).toBe(words);
  });

  it('begins with what the way of sharing does', () => {
    expect(planWords(BANDIT)).toContain('The control keeps 30% of the customers.');
  });
});
