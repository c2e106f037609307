import { describe, expect, it } from 'vitest';
import { sharedRows } from '@/tests/harness/shared-data';
import type { Estimate } from '../statistics/lift';
import { type LoggedChoice, offPolicyValue } from './off-policy';

const ITEMS = 34;

function logOf(file: string): { item: string; reward: number; propensity: number }[] {
  return sharedRows(`bandit/${file}.csv.gz`).map((row) => ({
    item: row.item_id ?? '',
    reward: Number(row.click),
    propensity: Number(row.propensity_score),
  }));
}

/** What showing items evenly would have earned, told from the logs of another policy. */
function valueOfEven(file: string) {
  const log = logOf(file);
  const average = log.reduce((sum, { reward }) => sum + reward, 0) / log.length;
  const choices: LoggedChoice[] = log.map(({ reward, propensity }) => ({
    reward,
    propensity,
    target: 1 / ITEMS,
    expected: average,
    expectedOfTarget: average,
  }));
  return offPolicyValue(choices);
}

const marginOf = (value: Estimate | null | undefined) => (value ? value.high - value.estimate : Number.NaN);

describe('offPolicyValue on the logs of a fashion shop', () => {
  it('is the click rate itself where the policy judged is the one that logged', () => {
    const value = valueOfEven('obd_random_men');
    expect(value?.choices).toBe(10_000);
    expect(value?.ips.estimate).toBeCloseTo(0.0046, 6);
    expect(value?.selfNormalised?.estimate).toBeCloseTo(0.0046, 6);
    expect(value?.effectiveChoices).toBeCloseTo(10_000, 4);
  });

  it('tells from the learnt policy’s logs, which have 0.69 %, what the even one earns, as far as its own log knows', () => {
    const log = logOf('obd_bts_men');
    expect(log.reduce((sum, { reward }) => sum + reward, 0) / log.length).toBeCloseTo(0.0069, 6);
    const value = valueOfEven('obd_bts_men');
    const seen = valueOfEven('obd_random_men')?.ips;
    for (const told of [value?.ips, value?.selfNormalised, value?.doublyRobust]) {
      const distance = Math.abs((told?.estimate ?? 1) - (seen?.estimate ?? 0));
      expect(distance).toBeLessThan(Math.hypot(marginOf(told), marginOf(seen)));
    }
    expect(value?.effectiveChoices).toBeLessThan(10_000);
  });
});
