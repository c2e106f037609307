import type { ChartTable } from '@/components/charts/chart-frame';
import { formatCount, formatDate } from '@/lib/format';
import type { CalendarSpan } from '@/lib/test-calendar-params';
import type { CalendarTest, TestCalendar } from '@/server/services/creative';
import { STATUS_WORDS } from './creative-words';

/** A stretch of the calendar's width, in percent of it. */
export type Stretch = { left: number; width: number };

export type CalendarRow = {
  test: CalendarTest;
  /** What has run, and what may still come: until the policy ends it. Null where nothing of it is in these weeks. */
  run: Stretch | null;
  ahead: Stretch | null;
  /** "2 Nov to 16 Nov 2026", "since 2 Nov 2026, until 30 Nov 2026 at the latest". */
  words: string;
  isOverlapping: boolean;
};

/** The tests of the weeks shown, each with the stretch it takes up. */
export function calendarRows(calendar: TestCalendar, span: CalendarSpan, now: Date, timezone: string): CalendarRow[] {
  const stretch = (from: Date, to: Date): Stretch | null => {
    const [start, end] = [Math.max(from.getTime(), span.from.getTime()), Math.min(to.getTime(), span.to.getTime())];
    if (end <= start) return null;
    const whole = span.to.getTime() - span.from.getTime();
    return { left: (100 * (start - span.from.getTime())) / whole, width: (100 * (end - start)) / whole };
  };
  const overlapping = new Set(calendar.overlaps.flatMap(({ left, right }) => [left.id, right.id]));
  return calendar.tests.map((test) => {
    const isOver = test.status === 'concluded';
    const reached = isOver || test.until < now ? test.until : test.hasBegun ? now : test.from;
    return {
      test,
      run: test.hasBegun ? stretch(test.from, reached) : null,
      ahead: isOver ? null : stretch(reached, test.until),
      words: spanWords(test, timezone),
      isOverlapping: overlapping.has(test.id),
    };
  });
}

/** Where now stands in percent of the width; null where it is not in these weeks. */
export function placeOfNow({ from, to }: CalendarSpan, now: Date): number | null {
  if (now < from || now >= to) return null;
  return (100 * (now.getTime() - from.getTime())) / (to.getTime() - from.getTime());
}

function spanWords({ status, hasBegun, startsAt, from, until }: CalendarTest, timezone: string): string {
  const [first, last] = [formatDate(from, timezone), formatDate(until, timezone)];
  if (status === 'concluded') return `${first} to ${last}`;
  if (hasBegun) return `since ${first}, until ${last} at the latest`;
  if (!startsAt) return `begins once it is approved; until ${last} at the latest if that is now`;
  const begins = status === 'planned' ? `begins ${first}` : `${first}, if it is approved by then`;
  return `${begins}; until ${last} at the latest`;
}

/** The same as a table. */
export function calendarTable(rows: readonly CalendarRow[], timezone: string): ChartTable {
  return {
    header: ['Test', 'Stands', 'Begins', 'Ends (at the latest)', 'Customers', 'Shares customers'],
    rows: rows.map(({ test, isOverlapping }) => [
      test.name,
      STATUS_WORDS[test.status].label,
      formatDate(test.from, timezone),
      formatDate(test.until, timezone),
      formatCount(test.customers),
      isOverlapping ? 'yes' : 'no',
    ]),
  };
}
