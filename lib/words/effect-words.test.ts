import { describe, expect, it } from 'vitest';
import { effectWords, intervalText, zeroWords } from './effect-words';

describe('effectWords', () => {
  it('claims an effect only where the interval does', () => {
    expect(effectWords({ estimate: 20, low: 5, high: 35 }).tone).toBe('good');
    expect(effectWords({ estimate: 20, low: -5, high: 45 }).tone).toBe('neutral');
    expect(effectWords({ estimate: -20, low: -35, high: -5 }).tone).toBe('bad');
  });
});

it('says how long until zero would lie outside', () => {
  expect(zeroWords({ timesNeeded: null }, 28)).toBeNull();
  expect(zeroWords({ timesNeeded: 3 }, 28)).toMatch(/about 56 more days at this pace/);
  expect(zeroWords({ timesNeeded: 500 }, 28)).toMatch(/too small to be told from none within two years/);
  expect(zeroWords({ timesNeeded: Number.POSITIVE_INFINITY }, 28)).toMatch(/too small/);
});

it('writes an interval', () => {
  expect(intervalText({ low: -12, high: 40 }, { unit: 'moneyPerTouch', direction: 'up', currency: 'USD' })).toBe(
    '−$0.120 to $0.400',
  );
});
