import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import {
  type AutonomyState,
  afterApproval,
  afterRejection,
  isSampledForReview,
  startingAutonomy,
  wilsonLowerBound,
} from './autonomy';

const NONE = { judged: 0, approvedUnedited: 0, lift: null };
const PROVEN = { judged: 60, approvedUnedited: 60, lift: 0.01 };
const approve = (state: AutonomyState, times: number, evidence = NONE) => {
  let last = afterApproval(state, { edited: false }, evidence, DEFAULT_POLICY);
  for (let index = 1; index < times; index++)
    last = afterApproval(last.state, { edited: false }, evidence, DEFAULT_POLICY);
  return last;
};

describe('autonomy', () => {
  it('starts with every decision reviewed', () => {
    expect(startingAutonomy(DEFAULT_POLICY)).toEqual({ level: 1, approvedStreak: 0, rejectedStreak: 0 });
  });

  it('rises by one after ten approvals in a row, and begins to count anew', () => {
    expect(approve(startingAutonomy(DEFAULT_POLICY), 9).state).toMatchObject({ level: 1, approvedStreak: 9 });
    const risen = approve(startingAutonomy(DEFAULT_POLICY), 10);
    expect(risen.state).toEqual({ level: 2, approvedStreak: 0, rejectedStreak: 0 });
    expect(risen.change).toMatchObject({ from: 1, to: 2 });
  });

  it('counts anew after an edit and after a rejection', () => {
    const nine = approve(startingAutonomy(DEFAULT_POLICY), 9).state;
    expect(afterApproval(nine, { edited: true }, NONE, DEFAULT_POLICY).state.approvedStreak).toBe(0);
    expect(afterRejection(nine, DEFAULT_POLICY).state).toEqual({ level: 1, approvedStreak: 0, rejectedStreak: 1 });
  });

  it.each([
    ['too few judged', { judged: 29, approvedUnedited: 29, lift: 0 }, 'there are 29'],
    ['too many edits', { judged: 40, approvedUnedited: 36, lift: 0 }, 'lower bound'],
    ['effect not measured', { judged: 60, approvedUnedited: 60, lift: null }, 'not measured yet'],
    ['a negative effect', { judged: 60, approvedUnedited: 60, lift: -0.01 }, 'not negative'],
  ])('does not reach level 3 with %s', (_name, evidence, words) => {
    const step = approve({ level: 2, approvedStreak: 0, rejectedStreak: 0 }, 10, evidence as typeof NONE);
    expect(step).toMatchObject({ state: { level: 2 }, change: null, withheld: expect.stringContaining(words) });
  });

  it('reaches level 3 with evidence, and no further', () => {
    const risen = approve({ level: 2, approvedStreak: 0, rejectedStreak: 0 }, 10, PROVEN as unknown as typeof NONE);
    expect(risen.state.level).toBe(3);
    expect(approve(risen.state, 10, PROVEN as unknown as typeof NONE).state.level).toBe(3);
  });

  it('falls by one after three rejections in a row, never below 0', () => {
    let state: AutonomyState = { level: 1, approvedStreak: 5, rejectedStreak: 0 };
    for (let index = 0; index < 6; index++) state = afterRejection(state, DEFAULT_POLICY).state;
    expect(state.level).toBe(0);
  });

  it('samples the policy’s share for review, always the same ones', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `key-${index}`);
    const share = keys.filter((key) => isSampledForReview(key, DEFAULT_POLICY)).length / keys.length;
    expect(share).toBeGreaterThan(0.19);
    expect(share).toBeLessThan(0.21);
  });

  // Wilson (1927) by hand: with all of n approved the bound is n / (n + z^2).
  it.each([
    [0, 0, 0],
    [0, 10, 0],
    [10, 10, 0.7224672],
    [30, 30, 0.8864829],
    [45, 50, 0.7863985],
  ])('bounds %d of %d from below by %d', (successes, total, bound) => {
    expect(wilsonLowerBound(successes, total)).toBeCloseTo(bound, 5);
  });
});
