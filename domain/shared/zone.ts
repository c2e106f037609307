import { DAY, HOUR, MINUTE } from './time';

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
  } catch {
    made = null;
  }
  formats.set(zone, made);
  return made;
}

/** Whether this runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** What clocks show: minutes since midnight, and whether it is Sunday. */
export type WallClock = { readonly minutes: number; readonly isSunday: boolean };

/** What clocks of a zone showed at the minutes asked for last: decisions of one batch ask for the same few. */
const lately = new Map<string, Map<number, WallClock>>();
const MOST_AT_HAND = 500;
/** Wherever clocks are kept today, they differ by whole minutes. */
const WHOLE_MINUTES_SINCE = Date.UTC(1980, 0, 1);

/** Wall clock in a zone. Throws RangeError for an unknown zone. */
export function wallClock(at: Date, zone: string): WallClock {
  const instant = at.getTime();
  const minute = instant >= WHOLE_MINUTES_SINCE ? Math.floor(instant / MINUTE) : Number.NaN;
  const before = lately.get(zone)?.get(minute);
  if (before) return before;
  const made = clockAt(at, zone);
  if (Number.isNaN(minute)) return made;
  const ofZone = lately.get(zone) ?? new Map<number, WallClock>();
  if (ofZone.size >= MOST_AT_HAND) ofZone.clear();
  lately.set(zone, ofZone.set(minute, made));
  return made;
}

function clockAt(at: Date, zone: string): WallClock {
  const format = formatOf(zone);
  if (!format) throw new RangeError(`Not a time zone: ${zone}`);
  let hour = 0;
  let minute = 0;
  let isSunday = false;
  for (const part of format.formatToParts(at)) {
    if (part.type === 'hour') hour = Number(part.value);
    else if (part.type === 'minute') minute = Number(part.value);
    else if (part.type === 'weekday') isSunday = part.value === 'Sun';
  }
  return { minutes: hour * 60 + minute, isSunday };
}

/** Time of day in a zone, "09:00". Throws RangeError for an unknown zone. */
export function clockText(at: Date, zone: string): string {
  const { minutes } = wallClock(at, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A time as calendars and clocks show it; months count from 1. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const partsFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which clocks in a zone show this time. A time that is skipped in spring is taken as an hour later, one
 * that comes twice in autumn as the first. Throws RangeError for an unknown zone.
 */
export function instantInZone(time: WallTime, zone: string): Date {
  const { year, month, day, hour, minute, second } = time;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const first = asUtc - offsetAt(asUtc - DAY, zone);
  if (first + offsetAt(first, zone) === asUtc) return new Date(first);
  const later = asUtc - offsetAt(asUtc + DAY, zone);
  return new Date(later + offsetAt(later, zone) === asUtc ? later : first);
}

/** Offsets by zone and hour of UTC; null for an hour in which clocks are changed. */
const offsetsLately = new Map<string, Map<number, number | null>>();

/** How far clocks in a zone are ahead of UTC at an instant, in milliseconds. Throws RangeError for an unknown zone. */
export function offsetAt(at: number, zone: string): number {
  const hour = Math.floor(at / HOUR);
  const ofZone = offsetsLately.get(zone) ?? new Map<number, number | null>();
  let offset = ofZone.get(hour);
  if (offset === undefined) {
    const first = readOffset(hour * HOUR, zone);
    offset = first === readOffset((hour + 1) * HOUR - 1, zone) ? first : null;
    if (ofZone.size >= MOST_AT_HAND) ofZone.clear();
    offsetsLately.set(zone, ofZone.set(hour, offset));
  }
  return offset ?? readOffset(at, zone);
}

function readOffset(at: number, zone: string): number {
  let format = partsFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    partsFormats.set(zone, format);
  }
  const shown = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(at))
    if (type in shown) Object.assign(shown, { [type]: Number(value) });
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
