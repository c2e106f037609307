import { describe, expect, it } from 'vitest';
import { RangeInput } from './range';

describe('RangeInput', () => {
  it.each(['1970-01-01', '2026-11-21', '2200-12-31'])('takes %s', (day) => {
    expect(RangeInput.safeParse({ from: day, to: day }).success).toBe(true);
  });

  it.each(['0000-01-01', '1969-12-31', '2201-01-01', '9999-12-31'])('refuses %s, a year no calendar holds', (day) => {
    expect(RangeInput.safeParse({ from: day, to: '2026-11-21' }).success).toBe(false);
    expect(RangeInput.safeParse({ from: '2026-11-21', to: day }).success).toBe(false);
  });
});
