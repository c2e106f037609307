import { addDays, type Day, type DayRange, lengthOf } from '../measurement/day-range';

/** `weekly`: Monday to Sunday, what was decided and by whom. `impact`: a month of the calendar, what came of it. */
export const REPORT_KINDS = ['weekly', 'impact'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

const MONDAY = 1;
const WEEK = 7;

/** The days of the report that a day falls into. */
export function periodAt(kind: ReportKind, day: Day): DayRange {
  if (kind === 'weekly') {
    const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() - MONDAY + WEEK) % WEEK;
    const from = addDays(day, -sinceMonday);
    return { from, to: addDays(from, WEEK - 1) };
  }
  const from = `${day.slice(0, 8)}01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 8)}01`, -1) };
}

/** The period before this one: the month before a month, whatever their lengths. */
export function periodBefore(kind: ReportKind, { from }: DayRange): DayRange {
  return periodAt(kind, addDays(from, -1));
}

/**
 * The days of a period that have come, beside the period before; of one that is not over, beside as many days of it, or all
 * that it has. Rates of days to come would be of nothing.
 */
export function comparedAt(
  kind: ReportKind,
  period: DayRange,
  today: Day,
): { range: DayRange; before: DayRange; isOpen: boolean } {
  const before = periodBefore(kind, period);
  if (period.to < today) return { range: period, before, isOpen: false };
  const range = { from: period.from, to: today };
  const sameLength = addDays(before.from, lengthOf(range) - 1);
  return { range, before: { from: before.from, to: sameLength < before.to ? sameLength : before.to }, isOpen: true };
}

/** Periods that are over today and touch the days since `first`, the latest first, `most` of them. */
export function endedPeriods(kind: ReportKind, { first, today, most }: { first: Day; today: Day; most: number }) {
  const periods: DayRange[] = [];
  for (let period = periodBefore(kind, periodAt(kind, today)); period.to >= first && periods.length < most; ) {
    periods.push(period);
    period = periodBefore(kind, period);
  }
  return periods;
}
