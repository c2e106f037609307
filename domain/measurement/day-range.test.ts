import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysOf, isKnownDay, lastDays, lengthOf, previousRange } from './day-range';

describe('days of a workspace', () => {
  it('begin at its own midnight', () => {
    const at = new Date('2026-11-21T23:30:00Z');
    expect(dayOf(at, 'Europe/London')).toBe('2026-11-21');
    expect(dayOf(at, 'Europe/Berlin')).toBe('2026-11-22');
    expect(dayOf(at, 'America/Los_Angeles')).toBe('2026-11-21');
  });

  it('count across leap days, years and changes of the clock', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysOf({ from: '2026-03-28', to: '2026-03-30' })).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(lengthOf({ from: '2026-10-01', to: '2026-10-31' })).toBe(31);
  });

  it('are those there are, in years that can be asked for', () => {
    for (const day of ['2026-02-28', '2024-02-29', '1970-01-01']) expect(isKnownDay(day), day).toBe(true);
    for (const day of ['2026-02-30', '2026-02-29', '2026-13-01', '1969-12-31', '2026-2-3', 'today', '']) {
      expect(isKnownDay(day), day).toBe(false);
    }
  });

  it('compare with as many days before', () => {
    const range = lastDays(new Date('2026-11-21T12:00:00Z'), 'Europe/London', 7);
    expect(range).toEqual({ from: '2026-11-15', to: '2026-11-21' });
    expect(previousRange(range)).toEqual({ from: '2026-11-08', to: '2026-11-14' });
  });
});
