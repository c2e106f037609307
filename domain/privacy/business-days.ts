import { after, DAY } from '../shared/time';

/** That many business days later, at the same time of day: weekends and federal holidays of the United States do not count. */
export function addBusinessDays(from: Date, count: number): Date {
  let at = from;
  for (let left = count; left > 0; ) {
    at = after(at, DAY);
    if (isBusinessDay(at)) left -= 1;
  }
  return at;
}

/** Whether a day (in UTC) is neither a weekend nor a federal holiday of the United States. */
export function isBusinessDay(at: Date): boolean {
  const weekday = at.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(at);
}

type Holiday = { month: number; day: number } | { month: number; weekday: number; nth: number };

const MONDAY = 1;
const THURSDAY = 4;

/** 5 U.S.C. 6103(a); nth -1 is the last one of the month. Months from 1. */
const HOLIDAYS: readonly Holiday[] = [
  { month: 1, day: 1 },
  { month: 1, weekday: MONDAY, nth: 3 },
  { month: 2, weekday: MONDAY, nth: 3 },
  { month: 5, weekday: MONDAY, nth: -1 },
  { month: 6, day: 19 },
  { month: 7, day: 4 },
  { month: 9, weekday: MONDAY, nth: 1 },
  { month: 10, weekday: MONDAY, nth: 2 },
  { month: 11, day: 11 },
  { month: 11, weekday: THURSDAY, nth: 4 },
  { month: 12, day: 25 },
];

function isHoliday(at: Date): boolean {
  const year = at.getUTCFullYear();
  // New Year's Day on a Saturday is kept on the last day of the year before.
  return [year, year + 1].some((each) => HOLIDAYS.some((holiday) => sameDay(keptOn(holiday, each), at)));
}

/** The day a holiday is kept on: one on a Saturday the Friday before, one on a Sunday the Monday after. */
function keptOn(holiday: Holiday, year: number): Date {
  if ('day' in holiday) {
    const day = new Date(Date.UTC(year, holiday.month - 1, holiday.day));
    const shift = { 6: -1, 0: 1 }[day.getUTCDay()] ?? 0;
    return after(day, shift * DAY);
  }
  const { month, weekday, nth } = holiday;
  if (nth > 0) {
    const first = new Date(Date.UTC(year, month - 1, 1));
    return after(first, (((weekday - first.getUTCDay() + 7) % 7) + (nth - 1) * 7) * DAY);
  }
  const last = new Date(Date.UTC(year, month, 0));
  return after(last, -((last.getUTCDay() - weekday + 7) % 7) * DAY);
}

function sameDay(one: Date, other: Date): boolean {
  return one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
}
