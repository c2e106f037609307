import { describe, expect, it } from 'vitest';
import { calendarSpan, testCalendarParams, weeksLater } from './test-calendar-params';

describe('the weeks of the calendar', () => {
  it('lie around now, from Monday to Sunday as the workspace’s zone has them', () => {
    // Sunday evening in New York is Monday in UTC already.
    const span = calendarSpan(null, new Date('2026-11-23T03:00:00Z'), 'America/New_York');
    expect(span.firstDay).toBe('2026-09-21');
    expect(span.from).toEqual(new Date('2026-09-21T04:00:00Z'));
    // After the clocks were set back.
    expect(span.to).toEqual(new Date('2026-12-21T05:00:00Z'));
    expect(span.weeks).toHaveLength(13);
  });

  it('begin with the Monday of the day in the address, and not with what is no day', () => {
    expect(testCalendarParams.from.parse('2026-11-22')).toBe('2026-11-16');
    expect(testCalendarParams.from.parse('2026-11-16')).toBe('2026-11-16');
    expect(testCalendarParams.from.parse('2026-02-31')).toBeNull();
    expect(testCalendarParams.from.parse('soon')).toBeNull();
    expect(weeksLater('2026-12-28', 1)).toBe('2027-01-04');
  });
});
