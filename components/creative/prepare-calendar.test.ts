import { describe, expect, it } from 'vitest';
import { calendarSpan } from '@/lib/test-calendar-params';
import type { CalendarTest, TestCalendar } from '@/server/services/creative';
import { calendarRows, calendarTable, placeOfNow } from './prepare-calendar';

const now = new Date('2026-11-22T12:00:00Z');
const span = calendarSpan(null, now, 'UTC');

const test = (changes: Partial<CalendarTest>): CalendarTest => ({
  id: 'a',
  name: 'Cart recovery e-mail',
  templateId: 'cart-recovery',
  hasBegun: true,
  isOver: false,
  startsAt: null,
  from: new Date('2026-11-16T00:00:00Z'),
  until: new Date('2026-12-14T00:00:00Z'),
  status: 'running',
  variants: 2,
  customers: 40,
  learning: null,
  ...changes,
});
const rowOf = (changes: Partial<CalendarTest>, overlaps: TestCalendar['overlaps'] = []) =>
  calendarRows({ tests: [test(changes)], overlaps }, span, now, 'UTC')[0];

describe('calendarRows', () => {
  it('draws what has run, and what may come until the policy ends it', () => {
    const row = rowOf({});
    // The ninth week of thirteen; 6.5 days of it are over.
    expect(row?.run?.left).toBeCloseTo((100 * 8) / 13, 9);
    expect(row?.run?.width).toBeCloseTo((100 * 6.5) / 91, 9);
    expect(row?.ahead?.width).toBeCloseTo((100 * 21.5) / 91, 9);
    expect(row?.words).toBe('since 16 Nov 2026, until 14 Dec 2026 at the latest');
  });

  it('draws nothing ahead of what is over, and nothing behind what has not begun', () => {
    const over = rowOf({ status: 'concluded', until: new Date('2026-11-20T00:00:00Z') });
    expect(over).toMatchObject({ ahead: null, words: '16 Nov 2026 to 20 Nov 2026' });
    const startsAt = new Date('2026-11-30T00:00:00Z');
    const planned = rowOf({ status: 'planned', hasBegun: false, startsAt, from: startsAt });
    expect(planned).toMatchObject({ run: null, ahead: { width: (100 * 14) / 91 } });
    expect(planned?.words).toMatch(/^begins 30 Nov 2026/);
    const proposed = rowOf({ status: 'proposed', hasBegun: false, from: now });
    expect(proposed?.words).toMatch(/^begins once it is approved; until 14 Dec 2026/);
  });

  it('cuts at the edges', () => {
    const row = rowOf({ from: new Date('2026-08-01T00:00:00Z'), until: new Date('2027-08-01T00:00:00Z') });
    expect(row?.run?.left).toBe(0);
    expect((row?.run?.width ?? 0) + (row?.ahead?.width ?? 0)).toBeCloseTo(100, 9);
  });

  it('says the same as a table', () => {
    const rows = calendarRows({ tests: [test({})], overlaps: [] }, span, now, 'UTC');
    expect(calendarTable(rows, 'UTC').rows).toEqual([
      ['Cart recovery e-mail', 'Running', '16 Nov 2026', '14 Dec 2026', '40', 'no'],
    ]);
  });
});

it('knows where now stands', () => {
  expect(placeOfNow(span, now)).toBeCloseTo((100 * (8 * 7 + 6.5)) / 91, 9);
  expect(placeOfNow(calendarSpan('2026-01-05', now, 'UTC'), now)).toBeNull();
});
