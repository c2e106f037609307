import { describe, expect, it } from 'vitest';
import { type StandingFacts, shareOfWay, standing } from './standing';

const rpmt: StandingFacts = { value: 0.5, baseline: 0.45, target: 0.61, direction: 'up', isEnough: true };
const bounces: StandingFacts = { value: 0.02, baseline: 0.03, target: 0.01, direction: 'down', isEnough: true };

describe('shareOfWay', () => {
  it('counts from the baseline, whichever way is good', () => {
    expect(shareOfWay({ value: 0.53, baseline: 0.45, target: 0.61 })).toBeCloseTo(0.5);
    expect(shareOfWay(bounces)).toBeCloseTo(0.5);
    expect(shareOfWay({ ...rpmt, value: 0.41 })).toBeCloseTo(-0.25);
  });

  it('is unknown where a figure is missing', () => {
    expect(shareOfWay({ ...rpmt, value: null })).toBeNull();
    expect(shareOfWay({ ...rpmt, target: null })).toBeNull();
    expect(shareOfWay({ value: 1, baseline: 2, target: 2 })).toBeNull();
  });
});

describe('standing', () => {
  it.each([
    [rpmt, 'At risk'],
    [{ ...rpmt, value: 0.54 }, 'On track'],
    [{ ...rpmt, value: 0.61 }, 'Target met'],
    [{ ...rpmt, value: 0.44 }, 'Off track'],
    [{ ...rpmt, value: null }, 'Not enough data'],
    [{ ...rpmt, isEnough: false }, 'Not enough data'],
    [{ ...rpmt, target: null }, 'No target'],
    [{ ...rpmt, baseline: null }, 'Not there yet'],
    [bounces, 'On track'],
    [{ ...bounces, value: 0.01 }, 'Target met'],
    [{ ...bounces, value: 0.04 }, 'Off track'],
  ])('of %j is %s', (facts, word) => {
    expect(standing(facts).word).toBe(word);
  });
});
