import { describe, expect, it } from 'vitest';
import { addBusinessDays, isBusinessDay } from './business-days';
import { dueAt, extendedDueAt, pressure } from './deadline';
import type { Regime, RequestKind } from './request';

const day = (text: string) => new Date(`${text}T15:30:00.000Z`);

describe('when an answer is due', () => {
  it.each<[RequestKind, Regime, string, string]>([
    ['access', 'gdpr', '2026-11-21', '2026-12-21'],
    ['erasure', 'gdpr', '2026-01-31', '2026-02-28'],
    ['erasure', 'gdpr', '2028-01-31', '2028-02-29'],
    ['portability', 'gdpr', '2026-12-31', '2027-01-31'],
    ['opt_out_of_marketing', 'gdpr', '2026-03-31', '2026-04-30'],
    ['access', 'ccpa', '2026-11-21', '2027-01-05'],
    ['erasure', 'can_spam', '2026-11-21', '2027-01-05'],
    ['access', 'casl', '2026-11-21', '2026-12-21'],
    // Thanksgiving (26 November) does not count.
    ['opt_out_of_marketing', 'can_spam', '2026-11-20', '2026-12-07'],
    ['opt_out_of_marketing', 'casl', '2026-10-01', '2026-10-16'],
    ['opt_out_of_sale', 'ccpa', '2026-06-01', '2026-06-23'],
  ])('%s under %s that came on %s: %s', (kind, regime, came, due) => {
    expect(dueAt(kind, regime, day(came))).toEqual(day(due));
  });

  it.each<[RequestKind, Regime, string | null]>([
    ['access', 'gdpr', '2027-02-21'],
    ['erasure', 'ccpa', '2027-02-19'],
    ['erasure', 'casl', '2027-01-20'],
    ['opt_out_of_sale', 'ccpa', null],
    ['opt_out_of_marketing', 'can_spam', null],
  ])('%s under %s of 21 November, extended: %s', (kind, regime, due) => {
    expect(extendedDueAt(kind, regime, day('2026-11-21'))).toEqual(due && day(due));
  });

  it('presses in its last seven days, and is overdue after', () => {
    const due = day('2026-12-21');
    expect(pressure(due, day('2026-12-13'))).toBe('calm');
    expect(pressure(due, day('2026-12-14'))).toBe('pressing');
    expect(pressure(due, due)).toBe('pressing');
    expect(pressure(due, new Date(due.getTime() + 1))).toBe('overdue');
  });
});

describe('business days', () => {
  it.each([
    ['New Year', '2026-01-01'],
    ['Martin Luther King day', '2026-01-19'],
    ['Washington’s birthday', '2026-02-16'],
    ['Memorial day', '2026-05-25'],
    ['Juneteenth', '2026-06-19'],
    ['Independence day, on a Saturday, kept on Friday', '2026-07-03'],
    ['Labor day', '2026-09-07'],
    ['Columbus day', '2026-10-12'],
    ['Veterans day', '2026-11-11'],
    ['Thanksgiving', '2026-11-26'],
    ['Christmas', '2026-12-25'],
    ['New Year of 2022, on a Saturday, kept the year before', '2021-12-31'],
    ['Christmas of 2022, on a Sunday, kept on Monday', '2022-12-26'],
    ['a Saturday', '2026-11-21'],
  ])('%s is none', (_name, text) => {
    expect(isBusinessDay(day(text))).toBe(false);
  });

  it('adding them never lands on another day, and never passes over more than the calendar has', () => {
    for (let offset = 0; offset < 800; offset += 1) {
      const from = new Date(day('2026-01-01').getTime() + offset * 86_400_000);
      const until = addBusinessDays(from, 10);
      expect(isBusinessDay(until)).toBe(true);
      const days = (until.getTime() - from.getTime()) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(12);
      expect(days).toBeLessThanOrEqual(18);
      const counted = Array.from({ length: days }, (_, index) => new Date(from.getTime() + (index + 1) * 86_400_000));
      expect(counted.filter(isBusinessDay)).toHaveLength(10);
    }
  });
});
