import { type CountBefore, deviationOfCount, expectedCount, expectedInterval } from './predictive-count';
import { LEAST_CHANGE, LEAST_WEEKS, LEVEL_DAYS, LEVEL_TRIMMED, TOLD_FROM, WEEKS, type WindowHours } from './watch';

/**
 * A figure hour by hour, oldest first: `events` over `cases`. Of a count the cases are 1 an hour, of a rate what it
 * divides by. Amounts are given in events of their usual size, `eventSize`: what their squares sum to over what they sum to.
 */
export type Course = {
  readonly events: readonly number[];
  readonly cases: readonly number[];
  readonly eventSize: number;
  readonly kind: 'count' | 'rate';
};

/** What a window of hours brought, beside what its past let expect. Values are in the figure's own unit. */
export type Reading = {
  readonly hours: WindowHours;
  /** Index in the course of the first hour of the window, and of the first after it. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly events: number;
  readonly cases: number;
  readonly expected: number;
  /** The same in events, as `events` and floors are. */
  readonly expectedEvents: number;
  /** What would surprise nobody: two standard deviations on either side. */
  readonly low: number;
  readonly high: number;
  /** Signed. */
  readonly deviation: number;
  /** The windows of earlier weeks it was compared with, by their first hours. */
  readonly comparedWith: readonly number[];
};

/** Hours by which the clocks of a place were moved between two instants of a course: of summer time. */
export type ShiftOf = (fromIndex: number, toIndex: number) => number;
const NEVER_SHIFTED: ShiftOf = () => 0;

const WEEK = 168;
/** Squared residuals beyond so many times the usual one are an outage or a sale, not how the figure varies. */
const WINSORISED = 9;
/** The median of the square of a standard normal. */
const MEDIAN_OF_SQUARES = 0.4549;
/** Weeks that lie so far from the others are left out, and as many at most. */
const OUTLYING = 3.5;
const MOST_OUTLYING = 2;
/** Events of the long-run level that each level of a fortnight is drawn to: few events say little of a level. */
const LEVEL_PRIOR = 20;

type Window = { from: number; events: number; cases: number; level: number };

/** Reads windows of a course; sums and levels are kept, so that many readings of one course cost little. */
export function createReader(course: Course, shiftOf: ShiftOf = NEVER_SHIFTED) {
  const { events, cases, eventSize, kind } = course;
  const [eventSums, caseSums] = [runningSums(events), runningSums(cases)];
  const sum = (sums: Float64Array, from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  const longRun = ratio(sum(eventSums, 0, events.length), sum(caseSums, 0, cases.length));
  const priorCases = longRun > 0 ? LEVEL_PRIOR / longRun : 0;
  const levels = new Map<number, number>();
  const dispersions = new Map<string, number>();

  /** Events a case in the fortnight before an hour, without its outlying days. */
  function levelBefore(index: number): number {
    const known = levels.get(index);
    if (known !== undefined) return known;
    const days: { events: number; cases: number }[] = [];
    for (let day = 1; day <= LEVEL_DAYS; day++) {
      const [from, to] = [index - day * 24, index - (day - 1) * 24];
      if (from < 0) break;
      const dayCases = sum(caseSums, from, to);
      if (dayCases > 0) days.push({ events: sum(eventSums, from, to), cases: dayCases });
    }
    days.sort((a, b) => a.events / a.cases - b.events / b.cases);
    const trimmed = Math.floor((days.length * LEVEL_TRIMMED) / LEVEL_DAYS);
    const kept = days.slice(trimmed, days.length - trimmed);
    const level = ratio(
      kept.reduce((total, day) => total + day.events, 0) + LEVEL_PRIOR,
      kept.reduce((total, day) => total + day.cases, 0) + priorCases,
    );
    levels.set(index, level);
    return level;
  }

  function windowAt(from: number, hours: number): Window {
    const to = from + hours;
    return { from, events: sum(eventSums, from, to), cases: sum(caseSums, from, to), level: levelBefore(from) };
  }

  /** The same hours of the weeks before, as far as they are known and had anything to count. */
  function weeksBefore(from: number, hours: number): Window[] {
    const weeks: Window[] = [];
    for (let week = 1; week <= WEEKS; week++) {
      const start = from - week * WEEK;
      const shifted = start + shiftOf(start, from);
      if (shifted < 0) break;
      const window = windowAt(shifted, hours);
      if (window.cases > 0) weeks.push(window);
    }
    return weeks;
  }

  /** How the figure varies changes slowly: as it was when the day began. */
  function dispersionOf(to: number, hours: WindowHours): number {
    const dayFrom = to - (to % 24);
    const key = `${hours} ${dayFrom}`;
    const known = dispersions.get(key) ?? countDispersion(dayFrom, hours);
    dispersions.set(key, known);
    return known;
  }

  /** Variance over that of Poisson counts, from how weeks differ in each slot of a week; of a rate the least is 1 - rate. */
  function countDispersion(to: number, hours: WindowHours): number {
    const step = hours === 1 ? 1 : 24;
    const least = kind === 'rate' ? Math.max(0.05, 1 - longRun) : 1;
    const squares: number[] = [];
    let degrees = 0;
    for (let from = to - hours; from > to - hours - WEEK; from -= step) {
      const weeks = weeksBefore(from, hours);
      const rate = ratio(
        weeks.reduce((total, week) => total + week.events, 0),
        weeks.reduce((total, week) => total + week.cases * week.level, 0),
      );
      if (weeks.length < LEAST_WEEKS || rate <= 0) continue;
      for (const week of weeks) {
        const mean = rate * week.cases * week.level;
        squares.push((week.events - mean) ** 2 / mean);
      }
      degrees += weeks.length - 1;
    }
    if (degrees === 0) return least;
    const usual = Math.max(least, median(squares) / MEDIAN_OF_SQUARES);
    const total = squares.reduce((sumSoFar, square) => sumSoFar + Math.min(square, WINSORISED * usual), 0);
    return Math.max(least, total / degrees);
  }

  function countBefore(weeks: readonly Window[], exposure: number, dispersion: number): CountBefore {
    return {
      events: weeks.reduce((total, week) => total + week.events, 0),
      exposure: weeks.reduce((total, week) => total + week.cases * week.level, 0) / exposure,
      dispersion,
    };
  }

  /** Without the weeks that differ from all others: an outage of last month is nothing to expect again. */
  function withoutOutlying(weeks: Window[], dispersion: number): Window[] {
    let kept = weeks;
    for (let turn = 0; turn < MOST_OUTLYING && kept.length > LEAST_WEEKS; turn++) {
      const judged = kept.map((week) => {
        const others = kept.filter((other) => other !== week);
        const before = countBefore(others, week.cases * week.level, dispersion);
        return { week, deviation: Math.abs(deviationOfCount(week.events, before)) };
      });
      const worst = judged.reduce((most, each) => (each.deviation > most.deviation ? each : most));
      if (worst.deviation <= OUTLYING) break;
      kept = kept.filter((week) => week !== worst.week);
    }
    return kept;
  }

  /** The window of so many hours that ends before the hour `to`; null where too little is known to expect anything. */
  return function read(to: number, hours: WindowHours): Reading | null {
    const from = to - hours;
    if (from < 0) return null;
    const now = windowAt(from, hours);
    const all = weeksBefore(from, hours);
    if (now.cases <= 0 || all.length < LEAST_WEEKS) return null;
    const dispersion = dispersionOf(to, hours);
    const weeks = withoutOutlying(all, dispersion);
    const before = countBefore(weeks, now.cases * now.level, dispersion);
    const scale = eventSize / (kind === 'rate' ? now.cases : 1);
    const interval = expectedInterval(before);
    return {
      hours,
      from,
      to,
      value: now.events * scale,
      events: now.events,
      cases: now.cases,
      expected: expectedCount(before) * scale,
      expectedEvents: expectedCount(before),
      low: interval.low * scale,
      high: interval.high * scale,
      deviation: deviationOfCount(now.events, before),
      comparedWith: weeks.map((week) => week.from),
    };
  };
}

/** Whether a reading rests on enough to be judged at all. */
export function isJudged({ events, cases, expectedEvents }: Reading, kind: Course['kind'], floor: number): boolean {
  return kind === 'rate' ? cases >= floor : Math.max(events, expectedEvents) >= floor;
}

/** Whether people are told of a reading: surely beyond what is usual, and by enough to matter. */
export function isTold({ hours, deviation, value, expected }: Reading): boolean {
  return Math.abs(deviation) >= TOLD_FROM[hours] && Math.abs(value - expected) >= LEAST_CHANGE * expected;
}

function runningSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, index) => {
    sums[index + 1] = (sums[index] ?? 0) + value;
  });
  return sums;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
