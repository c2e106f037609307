import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline';

describe('sparklinePath', () => {
  it('rises from left to right within its box', () => {
    expect(sparklinePath([0, 1])).toBe('M2.0 30.0L118.0 2.0');
  });

  it('leaves a gap for what is missing and never falls to zero', () => {
    expect(sparklinePath([1, null, 2, 3])).toMatch(/^M[\d. ]+h0M[\d. ]+L[\d. ]+$/);
  });

  it('draws nothing from nothing and a level line from equal values', () => {
    expect(sparklinePath([null, null])).toBe('');
    expect(sparklinePath([5, 5])).toBe('M2.0 16.0L118.0 16.0');
    expect(sparklinePath([])).toBe('');
  });
});
