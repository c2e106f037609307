import { describe, expect, it } from 'vitest';
import { type DurationFacts, testDuration } from './test-duration';

const FACTS: DurationFacts = {
  now: { successes: 420, trials: 14_000, days: 14 },
  lift: 0.2,
  challengers: 1,
  sharing: { allocation: 'fixed', controlShare: 0.3, leastShare: 0.05 },
  leastPerVariant: 1_000,
  longestDays: 28,
  significance: 0.05,
};

describe('testDuration', () => {
  it('is by the traffic of now, in whole weeks', () => {
    // power.prop.test(p1 = 0.03, p2 = 0.036, power = 0.8): some 13,900 an arm; 500 a day for each of two is 28 days.
    const planned = testDuration(FACTS);
    expect(planned).toMatchObject({ rate: 0.03, perDay: 1_000, days: 28 });
    expect(planned?.perArm).toBeGreaterThan(13_700);
    expect(planned?.perArm).toBeLessThan(14_000);
    expect(planned?.tellable).toBeCloseTo(0.2, 2);
  });

  it('takes longer with more challengers, who share what there is, and where one arm gets less', () => {
    const days = (changes: Partial<DurationFacts>) => testDuration({ ...FACTS, ...changes })?.days ?? 0;
    expect(days({ challengers: 3 })).toBeGreaterThan(2 * days({}));
    expect(days({ sharing: { ...FACTS.sharing, allocation: 'bandit' } })).toBeGreaterThan(days({}));
    expect(days({ lift: 0.4 })).toBeLessThan(days({}));
  });

  it('asks for the deliveries of the policy however large the lift', () => {
    expect(testDuration({ ...FACTS, lift: 5 })?.perArm).toBe(1_000);
  });

  it('says nothing of a message that nobody got or clicked, nor of a lift beyond everybody', () => {
    expect(testDuration({ ...FACTS, now: { successes: 0, trials: 0, days: 14 } })).toBeNull();
    expect(testDuration({ ...FACTS, now: { successes: 0, trials: 90, days: 14 } })).toBeNull();
    expect(testDuration({ ...FACTS, lift: 40 })).toBeNull();
  });
});
