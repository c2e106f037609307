import { plural } from '@/domain/shared/plural';
import { isKnown, MISSING } from './number';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LOCALE = 'en-GB';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone}|${JSON.stringify(options)}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone });
  formatters.set(key, made);
  return made;
}

/** 21 Nov 2026 */
export function formatDate(at: Date, timeZone: string): string {
  return formatter(timeZone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** November 2026 */
export function formatMonth(at: Date, timeZone: string): string {
  return formatter(timeZone, { month: 'long', year: 'numeric' }).format(at);
}

/** 21 Nov: where the year is clear. */
export function formatDay(at: Date, timeZone: string): string {
  return formatter(timeZone, { day: 'numeric', month: 'short' }).format(at);
}

/** First and last day of an interval whose end is not in it: "25 Oct – 21 Nov 2026". */
export function formatSpan(from: Date, to: Date, timeZone: string): string {
  const first = formatDate(from, timeZone);
  const last = formatDate(new Date(to.getTime() - 1), timeZone);
  if (first === last) return first;
  const isSameYear = first.slice(-4) === last.slice(-4);
  return `${isSameYear ? formatDay(from, timeZone) : first} – ${last}`;
}

/** 14:05 */
export function formatTime(at: Date, timeZone: string): string {
  return formatter(timeZone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** 14:05:09: for what comes in quick succession. */
export function formatSecond(at: Date, timeZone: string): string {
  return formatter(timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** 21 Nov 2026, 14:05 */
export function formatDateTime(at: Date, timeZone: string): string {
  return `${formatDate(at, timeZone)}, ${formatTime(at, timeZone)}`;
}

/** 2026-11-21 14:05:09 Europe/London (GMT): the whole truth, for tooltips and files. */
export function formatExact(at: Date, timeZone: string): string {
  const parts = formatter(timeZone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date} ${part('hour')}:${part('minute')}:${part('second')} ${timeZone} (${part('timeZoneName')})`;
}

/** "just now", "2 min ago", "in 3 h", "5 days ago"; from 30 days on it is better to show the date. */
export function formatRelative(at: Date, now: Date): string {
  const ms = at.getTime() - now.getTime();
  const distance = Math.abs(ms);
  if (distance < 45 * SECOND) return 'just now';
  const words = distanceInWords(distance);
  return ms < 0 ? `${words} ago` : `in ${words}`;
}

function distanceInWords(distance: number): string {
  if (distance < HOUR) return `${Math.max(1, Math.round(distance / MINUTE))} min`;
  if (distance < DAY) return `${Math.round(distance / HOUR)} h`;
  const days = Math.round(distance / DAY);
  return plural(days, 'day');
}

/** Milliseconds as 100 ms, 0:42, 12:07, 3 h 05 min, 2 d 4 h. Negative ones carry a minus. */
export function formatDuration(durationMs: number | null | undefined): string {
  if (!isKnown(durationMs)) return MISSING;
  const sign = durationMs <= -1 ? '−' : '';
  return sign + unsignedDuration(Math.abs(durationMs));
}

function unsignedDuration(ms: number): string {
  if (ms >= 1 && ms < SECOND) return `${Math.floor(ms)} ms`;
  const seconds = Math.floor(ms / SECOND);
  if (ms < HOUR) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
  const minutes = Math.floor(ms / MINUTE);
  if (ms < DAY) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
}
