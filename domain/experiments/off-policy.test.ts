import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { type LoggedChoice, offPolicyValue } from './off-policy';

describe('offPolicyValue', () => {
  const rates = [0.1, 0.3];

  function simulated(run: number, model: readonly number[]): LoggedChoice[] {
    const rng = seededRng(`off-policy ${run}`);
    return Array.from({ length: 2_000 }, () => {
      const action = rng() < 0.2 ? 1 : 0;
      return {
        reward: rng() < (rates[action] ?? 0) ? 1 : 0,
        propensity: action === 1 ? 0.2 : 0.8,
        target: action === 1 ? 0.9 : 0.1,
        expected: model[action] ?? 0,
        expectedOfTarget: 0.1 * (model[0] ?? 0) + 0.9 * (model[1] ?? 0),
      };
    });
  }

  it('covers the truth at its nominal rate, and a good model narrows it', () => {
    const [truth, runs] = [0.1 * 0.1 + 0.9 * 0.3, 400];
    let [covered, narrower] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const value = offPolicyValue(simulated(run, rates));
      if (!value) continue;
      const { doublyRobust, ips } = value;
      if (doublyRobust.low <= truth && doublyRobust.high >= truth) covered++;
      if (doublyRobust.high - doublyRobust.low < ips.high - ips.low) narrower++;
    }
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.98);
    expect(narrower).toBe(runs);
  });

  it('refuses what could not have been logged', () => {
    const choice = { reward: 1, propensity: 0, target: 1, expected: 0, expectedOfTarget: 0 };
    expect(() => offPolicyValue([choice, choice])).toThrow(RangeError);
    expect(offPolicyValue([])).toBeNull();
  });
});
