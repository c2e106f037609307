import { describe, expect, it } from 'vitest';
import { hourOf } from './prepare-intake';

describe('hourOf', () => {
  it('sums the hour and leaves the minute under way out of the pace', () => {
    const minutes = [4, 9, 2].map((accepted, index) => ({
      minute: new Date(Date.UTC(2026, 0, 1, 12, index)),
      accepted,
    }));
    expect(hourOf(minutes)).toEqual({ total: 15, most: 9, lastFullMinute: 9 });
  });

  it('is zero where nothing came', () => {
    expect(hourOf([])).toEqual({ total: 0, most: 0, lastFullMinute: 0 });
  });
});
