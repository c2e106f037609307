import { describe, expect, it } from 'vitest';
import { parseRange, resolveRange, serialiseRange } from './date-range';

const LONDON = 'Europe/London';
const now = new Date('2026-11-20T15:00:00Z');

describe('parseRange', () => {
  it.each(['today', '28d', '2026-03-01..2026-03-31'])('keeps %s', (text) => {
    const range = parseRange(text);
    expect(range && serialiseRange(range)).toBe(text);
  });

  it.each([
    '',
    '29d',
    '2026-02-30..2026-03-01',
    '2026-03-02..2026-03-01',
    '1926-01-01..2026-01-01',
    '2026-3-1..2026-3-2',
    '0000-01-01..0000-01-31',
    '9999-12-01..9999-12-31',
  ])('refuses %j', (text) => {
    expect(parseRange(text)).toBeNull();
  });
});

describe('resolveRange', () => {
  it('counts whole days up to today', () => {
    const range = resolveRange('7d', 'prev', now, LONDON);
    expect(range).toEqual({
      from: new Date('2026-11-14T00:00:00Z'),
      to: new Date('2026-11-21T00:00:00Z'),
      firstDay: '2026-11-14',
      lastDay: '2026-11-20',
      days: 7,
      isOpen: true,
      previous: {
        from: new Date('2026-11-07T00:00:00Z'),
        to: new Date('2026-11-14T00:00:00Z'),
        firstDay: '2026-11-07',
        lastDay: '2026-11-13',
      },
    });
  });

  it('compares a day with the same day of the week before', () => {
    const { previous } = resolveRange('today', 'prev', now, LONDON);
    expect(previous?.from).toEqual(new Date('2026-11-13T00:00:00Z'));
  });

  it('matches days of the week and does not overlap when the length is no whole number of weeks', () => {
    const { from, previous } = resolveRange('30d', 'prev', now, LONDON);
    expect(previous && (from.getTime() - previous.from.getTime()) / 86_400_000).toBe(35);
  });

  it('is right over the change of clocks', () => {
    // British Summer Time ended on 25 October 2026: that day had 25 hours.
    const range = resolveRange({ from: '2026-10-25', to: '2026-10-25' }, 'prev', now, LONDON);
    expect(range.from).toEqual(new Date('2026-10-24T23:00:00Z'));
    expect(range.to).toEqual(new Date('2026-10-26T00:00:00Z'));
    expect(range.days).toBe(1);
    expect(range.isOpen).toBe(false);
    expect(range.previous?.from).toEqual(new Date('2026-10-17T23:00:00Z'));
  });

  it('is right at month and year ends', () => {
    const march31 = new Date('2026-03-31T12:00:00Z');
    expect(resolveRange('mtd', 'off', march31, LONDON).days).toBe(31);
    expect(resolveRange('ytd', 'off', new Date('2026-01-01T00:30:00Z'), LONDON).days).toBe(1);
    const year = resolveRange('mtd', 'year', march31, LONDON);
    expect(year.previous).toMatchObject({
      firstDay: '2025-03-01',
      lastDay: '2025-03-31',
      from: new Date('2025-03-01T00:00:00Z'),
      to: new Date('2025-03-31T23:00:00Z'),
    });
  });

  it("takes the workspace's day, not the machine's", () => {
    const tokyo = resolveRange('today', 'off', new Date('2026-11-20T20:00:00Z'), 'Asia/Tokyo');
    expect(tokyo.from).toEqual(new Date('2026-11-20T15:00:00Z'));
  });
});
