import { describe, expect, it } from 'vitest';
import type { Evidence } from './evidence';
import { type Plan, shareOfWay, standing } from './standing';

const rpmt: Plan = { baseline: 45, target: 61, direction: 'up' };
const complaints: Plan = { baseline: 0.003, target: 0.001, direction: 'down' };
const bounces: Plan = { baseline: 0.03, target: 0.01, direction: 'down' };

/** `orders` of the same amount among `touches`. */
function perTouch(orders: number, cents: number, touches: number): Evidence {
  const mean = (orders * cents) / touches;
  const variance = (orders * cents ** 2 - touches * mean ** 2) / (touches - 1);
  return { kind: 'mean', cases: orders, sample: { count: touches, mean, variance } };
}

function share(successes: number, cases: number): Evidence {
  return { kind: 'share', cases, successes };
}

describe('shareOfWay', () => {
  it('counts from the baseline, whichever way is good', () => {
    expect(shareOfWay({ value: 0.53, baseline: 0.45, target: 0.61 })).toBeCloseTo(0.5);
    expect(shareOfWay({ ...bounces, value: 0.02 })).toBeCloseTo(0.5);
    expect(shareOfWay({ value: 0.41, baseline: 0.45, target: 0.61 })).toBeCloseTo(-0.25);
  });

  it('is unknown where a figure is missing', () => {
    expect(shareOfWay({ ...rpmt, value: null })).toBeNull();
    expect(shareOfWay({ ...rpmt, value: 50, target: null })).toBeNull();
    expect(shareOfWay({ value: 1, baseline: 2, target: 2 })).toBeNull();
  });
});

describe('standing', () => {
  it.each<[string, Plan, Evidence | null, string]>([
    ['six orders beyond the target', rpmt, perTouch(6, 5_000, 376), 'undecided'],
    ['the same value from six thousand', rpmt, perTouch(6_000, 5_000, 376_000), 'met'],
    ['a value surely near the baseline', rpmt, perTouch(6_000, 3_000, 376_000), 'at_risk'],
    ['a value surely below it', rpmt, perTouch(6_000, 1_000, 376_000), 'off_track'],
    ['a value surely beyond half of the way', rpmt, perTouch(60_000, 3_700, 3_900_000), 'on_track'],
    ['no touch', rpmt, null, 'nothing'],
    ['no bounce of 100 messages', bounces, share(0, 100), 'undecided'],
    ['no bounce of 376 messages', bounces, share(0, 376), 'on_track'],
    ['no bounce of 500 messages', bounces, share(0, 500), 'met'],
    ['no complaint about 500 messages', complaints, share(0, 500), 'undecided'],
    ['no complaint about 5,000 messages', complaints, share(0, 5_000), 'met'],
    ['many bounces', bounces, share(80, 1_000), 'off_track'],
    ['no target', { ...rpmt, target: null }, perTouch(600, 5_000, 37_600), 'no_target'],
    ['no baseline, surely short', { ...bounces, baseline: null }, share(80, 1_000), 'short'],
    ['no baseline, unclear', { ...bounces, baseline: null }, share(2, 100), 'undecided'],
  ])('of %s', (_, plan, evidence, status) => {
    expect(standing(plan, evidence).status).toBe(status);
  });

  it('says about how many cases a verdict takes, and then gives one', () => {
    const early = standing(complaints, share(0, 376));
    // No complaint of n: Wilson's upper bound is z² / (n + z²), below 0.1 % from 3,838 on; below 0.2 % it is on track.
    expect(early).toEqual({ status: 'undecided', cases: 376, needed: 2_000 });
    expect(standing(complaints, share(0, 2_000)).status).toBe('on_track');
    const orders = standing(rpmt, perTouch(6, 5_000, 376));
    if (orders.status !== 'undecided' || orders.needed === null) throw new Error('A number is expected.');
    const times = orders.needed / 6;
    expect(standing(rpmt, perTouch(orders.needed, 5_000, 376 * times)).status).not.toBe('undecided');
    expect(orders.needed).toBeGreaterThan(6);
  });

  it('names no number where none would do', () => {
    expect(standing({ ...bounces, baseline: null }, share(10, 1_000))).toMatchObject({ needed: null });
  });
});
