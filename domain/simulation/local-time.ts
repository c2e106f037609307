import { DAY, HOUR, MINUTE } from '../shared/time';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { ...parts, timeZone: timezone, hourCycle: 'h23' });
    formats.set(timezone, format);
  }
  return format;
}

function offsetAt(timezone: string, at: number): number {
  const read: Record<string, number> = {};
  for (const part of formatFor(timezone).formatToParts(at)) read[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE;
}

/** Number of a calendar day: days from 1970-01-01. The same number in every zone, at different instants. */
export type DayNumber = number;

/** The day that an instant belongs to in UTC. */
export function dayNumber(at: Date): DayNumber {
  return Math.floor(at.getTime() / DAY);
}

/** The calendar day that clocks in `timezone` show at an instant. */
export function localDay(at: Date, timezone: string): DayNumber {
  return Math.floor((at.getTime() + offsetAt(timezone, at.getTime())) / DAY);
}

/** 0 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/**
 * The instant at which clocks in `timezone` (IANA name) show `minutes` past midnight of a day. A time that the switch
 * to summer time skips comes out an hour later; one that occurs twice, as its first occurrence or its second.
 */
export function instantOf(day: DayNumber, minutes: number, timezone: string): Date {
  const wall = day * DAY + minutes * MINUTE;
  const guess = wall - offsetAt(timezone, wall);
  return new Date(wall - offsetAt(timezone, guess));
}

/** Hour 0..23 that clocks in `timezone` show. */
export function hourIn(timezone: string, at: Date): number {
  const local = at.getTime() + offsetAt(timezone, at.getTime());
  return Math.floor((((local % DAY) + DAY) % DAY) / HOUR);
}
