/** A day of a workspace's calendar, "2026-11-21". */
export type Day = string;
/** Days of a workspace's calendar, both included. */
export type DayRange = { from: Day; to: Day };

const DAY_MS = 86_400_000;
/** Years in which something can have happened or be planned; calendars beyond them break in every time zone. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2200;

/** Whether a day's year is one that figures can be asked for: 1970 to 2200. */
export function isKnownYear(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** Whether a text names a day that there is, "2026-02-28", in a year that figures can be asked for. */
export function isKnownDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isKnownYear(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day on which an instant falls in a time zone (IANA). */
export function dayOf(at: Date, timezone: string): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(at);
}

/** `day` moved by whole days. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days a range has. */
export function lengthOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

/** Every day of a range, in order. */
export function daysOf(range: DayRange): Day[] {
  return Array.from({ length: lengthOf(range) }, (_, index) => addDays(range.from, index));
}

/** The range of the same length that ends where this one begins. */
export function previousRange(range: DayRange): DayRange {
  return { from: addDays(range.from, -lengthOf(range)), to: addDays(range.from, -1) };
}

/** The last `days` days up to and including the one `now` falls on. */
export function lastDays(now: Date, timezone: string, days: number): DayRange {
  const to = dayOf(now, timezone);
  return { from: addDays(to, 1 - days), to };
}
