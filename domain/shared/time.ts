/** Durations in milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `at` moved by `durationMs`. */
export function after(at: Date, durationMs: number): Date {
  return new Date(at.getTime() + durationMs);
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function between(from: Date, to: Date): number {
  return to.getTime() - from.getTime();
}

/** Whole and fractional days from `from` to `to`. */
export function daysBetween(from: Date, to: Date): number {
  return between(from, to) / DAY;
}

/** The same day of the month that many months later, or the last one there is: 31 January and a month is 28 February. */
export function addMonths(from: Date, months: number): Date {
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const moved = new Date(from.getTime());
  moved.setUTCFullYear(year, month, Math.min(from.getUTCDate(), lastDay));
  return moved;
}

/** The beginning of the hour (UTC) that an instant lies in. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR) * HOUR);
}
