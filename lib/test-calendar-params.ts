import { createLoader, createParser } from 'nuqs/server';
import { resolveRange } from './date-range';

/** Weeks that the calendar of tests shows, and how many of them lie before this one. */
export const CALENDAR_WEEKS = 13;
const WEEKS_BEFORE = 8;

const DAY_MS = 86_400_000;

const parseAsMonday = createParser({
  parse: (text: string) => {
    const at = new Date(`${text}T00:00:00Z`);
    const isDay = /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime());
    return isDay && at.toISOString().startsWith(text) ? mondayOf(text) : null;
  },
  serialize: (day: string) => day,
});

/** `?from=2026-09-28`: the Monday it begins with; nothing for the weeks around now. */
export const testCalendarParams = { from: parseAsMonday };

/** Reads it in a page: `const { from } = await loadTestCalendar(searchParams)`. */
export const loadTestCalendar = createLoader(testCalendarParams);

/** The Monday of a day's week, both as YYYY-MM-DD. */
function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`).getTime();
  return dayText(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS);
}

/** A day so many weeks later. */
export function weeksLater(day: string, weeks: number): string {
  return dayText(new Date(`${day}T00:00:00Z`).getTime() + weeks * 7 * DAY_MS);
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export type CalendarSpan = {
  /** The Monday it begins with, YYYY-MM-DD. */
  firstDay: string;
  from: Date;
  /** Not in it any more. */
  to: Date;
  /** The instant at which each week begins. */
  weeks: Date[];
};

/** What the calendar shows: `CALENDAR_WEEKS` from the chosen Monday on, or around now, in the workspace's zone. */
export function calendarSpan(from: string | null, now: Date, timezone: string): CalendarSpan {
  const today = resolveRange('today', 'off', now, timezone).firstDay;
  const firstDay = from ?? weeksLater(mondayOf(today), -WEEKS_BEFORE);
  const week = (index: number) => {
    const monday = weeksLater(firstDay, index);
    return resolveRange({ from: monday, to: monday }, 'off', now, timezone).from;
  };
  const weeks = Array.from({ length: CALENDAR_WEEKS }, (_, index) => week(index));
  return { firstDay, from: week(0), to: week(CALENDAR_WEEKS), weeks };
}
