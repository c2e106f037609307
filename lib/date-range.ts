import { TZDate } from '@date-fns/tz';
import { isKnownYear } from '@/domain/measurement/day-range';

/** Ranges one can choose: `custom` carries its own days. */
export const RANGE_PRESETS = ['today', '7d', '28d', '30d', 'mtd', 'ytd'] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];
export const RANGE_NAMES: Readonly<Record<RangePreset, string>> = {
  today: 'Today',
  '7d': 'Last 7 days',
  '28d': 'Last 28 days',
  '30d': 'Last 30 days',
  mtd: 'Month to date',
  ytd: 'Year to date',
};
export type CustomRange = { from: string; to: string };
export type RangeChoice = RangePreset | CustomRange;
/** prev: the days just before, same days of the week. year: the same days a year earlier. */
export const COMPARISONS = ['prev', 'year', 'off'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A range of whole days: its instants (`from` is in it, `to` is not) and its first and last day as YYYY-MM-DD. */
export type Interval = { from: Date; to: Date; firstDay: string; lastDay: string };
export type ResolvedRange = Interval & {
  /** Calendar days in it, counted in the zone. */
  days: number;
  /** Ends later than now: its last day is not over. */
  isOpen: boolean;
  previous: Interval | null;
};

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_DAYS = 3_660;

/** Year, month and day that count on over month and year ends; no time, no zone. */
type Day = { year: number; month: number; day: number };

function dayOf(at: Date, timeZone: string): Day {
  const local = new TZDate(at, timeZone);
  return { year: local.getFullYear(), month: local.getMonth(), day: local.getDate() };
}

function parseDay(text: string): Day | null {
  if (!DAY_PATTERN.test(text)) return null;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const exists = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10) === text;
  return exists && isKnownYear(text) ? { year, month: month - 1, day } : null;
}

const plus = (day: Day, days: number): Day => ({ ...day, day: day.day + days });
const number = (day: Day) => Date.UTC(day.year, day.month, day.day) / 86_400_000;
const textOf = (day: Day) => new Date(number(day) * 86_400_000).toISOString().slice(0, 10);
/** First instant of a day in a zone; a day has 23 or 25 hours where the clocks change. */
const startOf = ({ year, month, day }: Day, timeZone: string) =>
  new Date(new TZDate(year, month, day, timeZone).getTime());

/** Days from one up to another, which is not in it any more. */
function intervalOf(first: Day, end: Day, timeZone: string): Interval {
  return {
    from: startOf(first, timeZone),
    to: startOf(end, timeZone),
    firstDay: textOf(first),
    lastDay: textOf(plus(end, -1)),
  };
}

/** A range as it stands in the URL: "28d", "2026-03-01..2026-03-31". Null for what is no range. */
export function parseRange(text: string): RangeChoice | null {
  const preset = RANGE_PRESETS.find((each) => each === text);
  if (preset) return preset;
  const [from = '', to = ''] = text.split('..');
  const first = parseDay(from);
  const last = parseDay(to);
  if (!first || !last) return null;
  const days = number(last) - number(first) + 1;
  return days >= 1 && days <= LONGEST_DAYS ? { from, to } : null;
}

/** What is said of two days between which there is no range. */
export const NO_RANGE = 'The last day must not be before the first, nor more than ten years after it.';

export function serialiseRange(range: RangeChoice): string {
  return typeof range === 'string' ? range : `${range.from}..${range.to}`;
}

/** First day and the day after the last, in the zone. */
function bounds(range: RangeChoice, today: Day): { first: Day; end: Day } {
  const end = plus(today, 1);
  if (typeof range === 'object') {
    const first = parseDay(range.from);
    const last = parseDay(range.to);
    if (!first || !last) throw new RangeError(`Not a range of days: ${range.from}..${range.to}`);
    return { first, end: plus(last, 1) };
  }
  switch (range) {
    case 'today':
      return { first: today, end };
    case '7d':
      return { first: plus(today, -6), end };
    case '28d':
      return { first: plus(today, -27), end };
    case '30d':
      return { first: plus(today, -29), end };
    case 'mtd':
      return { first: { ...today, day: 1 }, end };
    case 'ytd':
      return { first: { year: today.year, month: 0, day: 1 }, end };
  }
}

/**
 * The instants of a chosen range as of `now`, in whole calendar days of a zone, and of what it is compared with. The
 * previous period is as long and begins on the same day of the week, so that weekends meet weekends.
 */
export function resolveRange(range: RangeChoice, comparison: Comparison, now: Date, timeZone: string): ResolvedRange {
  const { first, end } = bounds(range, dayOf(now, timeZone));
  const days = number(end) - number(first);
  const interval = intervalOf(first, end, timeZone);
  return {
    ...interval,
    days,
    isOpen: interval.to > now,
    previous: previousOf(first, end, days, comparison, timeZone),
  };
}

function previousOf(first: Day, end: Day, days: number, comparison: Comparison, timeZone: string): Interval | null {
  if (comparison === 'off') return null;
  if (comparison === 'year') {
    const back = (day: Day) => ({ ...day, year: day.year - 1 });
    return intervalOf(back(first), back(end), timeZone);
  }
  const shift = days === 1 ? 7 : Math.ceil(days / 7) * 7;
  return intervalOf(plus(first, -shift), plus(end, -shift), timeZone);
}
