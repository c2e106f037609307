import { describe, expect, it } from 'vitest';
import { watchCourse } from '@/tests/factories/watched-course';
import { KPIS } from '../measurement/kpis/registry';
import { poisson, seededRng } from '../shared/random';
import { mainContributors } from './contributors';
import { courseOf, watchedColumns } from './course';
import { follow, type OpenAnomaly } from './follow';
import { type Course, createReader, type Reading } from './reading';
import { shiftIn } from './shift';
import { meaningOf, unusualOf } from './unusual';
import type { WindowHours } from './watch';

const BY_HOUR = [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 5, 4.5, 4, 4, 4, 4.5, 5.5, 7, 8, 7.5, 5.5, 2.5];
const BY_DAY = [1.25, 0.95, 0.9, 0.9, 0.95, 0.95, 1.1];
const MEAN_WEIGHT = BY_HOUR.reduce((sum, weight) => sum + weight, 0) / 24;
const WEEK = 168;
/** History before anything is judged. */
const PAST = 10 * WEEK;

type Made = {
  perHour: number;
  /** Of a rate; a count has none. */
  rate?: number;
  growthPerWeek?: number;
  /** Standard deviation of the logarithm of what a day brings beside its season. */
  dayNoise?: number;
  weeks: number;
  /** Multiplies what is counted, by the hour. */
  fault?: (hour: number) => number;
};

/** A seeded figure with the seasons of a day and a week. */
function made(seed: string, { perHour, rate, growthPerWeek = 0, dayNoise = 0, weeks, fault = () => 1 }: Made): Course {
  const rng = seededRng(seed);
  const days = Array.from({ length: weeks * 7 }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
    return Math.exp(dayNoise * normal - dayNoise ** 2 / 2);
  });
  const hours = Array.from({ length: weeks * WEEK }, (_, hour) => {
    const [day, ofDay] = [Math.floor(hour / 24), hour % 24];
    const season = ((BY_HOUR[ofDay] ?? 0) / MEAN_WEIGHT) * (BY_DAY[day % 7] ?? 0) * (days[day] ?? 1);
    const mean = perHour * season * (1 + growthPerWeek) ** (hour / WEEK);
    if (rate === undefined) return { events: count(rng, mean * fault(hour)), cases: 1 };
    const cases = count(rng, mean);
    return { events: Math.min(cases, count(rng, cases * rate * fault(hour))), cases };
  });
  return {
    events: hours.map(({ events }) => events),
    cases: hours.map(({ cases }) => cases),
    eventSize: 1,
    kind: rate === undefined ? 'count' : 'rate',
  };
}

/** Knuth's method is meant for small means: the sum of small ones. */
function count(rng: () => number, mean: number): number {
  const parts = Math.max(1, Math.ceil(mean / 20));
  return Array.from({ length: parts }, () => poisson(rng, mean / parts)).reduce((sum, part) => sum + part, 0);
}

const QUIET: [string, Omit<Made, 'weeks'>, number][] = [
  ['80 touches a day', { perHour: 3.3 }, 30],
  ['8 orders a day', { perHour: 0.33 }, 8],
  ['700 touches a day, more by 1% a week', { perHour: 30, growthPerWeek: 0.01 }, 30],
  ['700 touches a day, days that vary by 12%', { perHour: 30, dayNoise: 0.12 }, 30],
  [
    '700 decisions a day, more by 8% a week, days that vary by 12%',
    { perHour: 30, growthPerWeek: 0.08, dayNoise: 0.12 },
    30,
  ],
  ['2,400 touches a day, days that vary by 12%', { perHour: 100, dayNoise: 0.12 }, 30],
  ['opens of 80 a day', { perHour: 3.3, rate: 0.4 }, 50],
  ['clicks of 80 a day', { perHour: 3.3, rate: 0.06 }, 50],
  ['complaints of 80 a day', { perHour: 3.3, rate: 0.001 }, 50],
  ['clicks of 700 a day', { perHour: 30, rate: 0.03 }, 50],
  ['complaints of 700 a day', { perHour: 30, rate: 0.001 }, 50],
  ['opens of 700 a day', { perHour: 30, rate: 0.3 }, 50],
  ['blocked of 300 decisions a day', { perHour: 12, rate: 0.25 }, 30],
];

describe('what is unusual', () => {
  it('is told less than once a week where nothing is: thirteen figures over twelve weeks', () => {
    const alarms = QUIET.map(([name, figure, floor]) => ({
      name,
      told: watchCourse(made(`quiet ${name}`, { ...figure, weeks: 22 }), floor, PAST).length,
    }));
    expect(alarms.reduce((sum, { told }) => sum + told, 0)).toBeLessThanOrEqual(12);
    // One figure alone does not take it all.
    for (const { name, told } of alarms) expect(told, name).toBeLessThanOrEqual(4);
  }, 120_000);

  /** 24 hours of a fault, from ten in the morning of the second day on. */
  const BROKEN = PAST + 34;
  const faulty =
    (factor: number, hours = 24) =>
    (hour: number) =>
      hour >= BROKEN && hour < BROKEN + hours ? factor : 1;

  it.each<[string, Omit<Made, 'weeks'>, number, number, number]>([
    ['nothing is sent, of 700 a day', { perHour: 30, dayNoise: 0.12 }, 30, 0, 1],
    ['half is sent, of 700 a day', { perHour: 30, dayNoise: 0.12 }, 30, 0.5, 24],
    ['twice as much is sent, of 700 a day', { perHour: 30, dayNoise: 0.12 }, 30, 2, 24],
    ['nothing is sent, of 80 a day', { perHour: 3.3 }, 30, 0, 24],
    ['nobody opens, of 80 a day', { perHour: 3.3, rate: 0.4 }, 50, 0, 24],
    ['nobody clicks, of 700 a day', { perHour: 30, rate: 0.06 }, 50, 0, 24],
    ['complaints, 60 times as many, of 80 a day', { perHour: 3.3, rate: 0.001 }, 50, 60, 24],
    ['bounces, ten times as many, of 700 a day', { perHour: 30, rate: 0.01 }, 30, 10, 8],
    ['guardrails block twice as many, of 300 decisions a day', { perHour: 12, rate: 0.25 }, 30, 2, 24],
  ])('finds that %s, once, and sees it end', (_name, figure, floor, factor, within) => {
    const told = watchCourse(made('fault', { ...figure, weeks: 14, fault: faulty(factor) }), floor, BROKEN - 24);
    expect(told).toHaveLength(1);
    expect(told[0]?.isHigh).toBe(factor > 1);
    expect((told[0]?.at ?? 0) - BROKEN).toBeGreaterThan(0);
    expect((told[0]?.at ?? 0) - BROKEN).toBeLessThanOrEqual(within);
    expect((told[0]?.closedAt ?? Number.POSITIVE_INFINITY) - BROKEN).toBeLessThanOrEqual(24 + 80);
  });

  it('finds within three days that a small shop sells nothing', () => {
    const course = made('shop', { perHour: 0.33, weeks: 14, fault: faulty(0, 96) });
    const [first] = watchCourse(course, 8, BROKEN - 24);
    expect(first?.isHigh).toBe(false);
    expect((first?.at ?? 0) - BROKEN).toBeLessThanOrEqual(72);
  });

  it('says what it expected, and does not expect an outage again', () => {
    const outage = (hour: number) => (hour >= PAST - 2 * WEEK && hour < PAST - 2 * WEEK + 24 ? 0 : 1);
    const read = createReader(made('past', { perHour: 30, weeks: 11, fault: outage }));
    const reading = read(PAST + 24, 24);
    expect(reading?.comparedWith).toHaveLength(7);
    expect(reading?.expected).toBeGreaterThan(790);
    expect(reading?.expected).toBeLessThan(1_000);
    expect(reading && reading.low < reading.value && reading.value < reading.high).toBe(true);
  });

  it('expects nothing of a figure that is known for less than three weeks', () => {
    const read = createReader(made('new', { perHour: 30, weeks: 4 }));
    expect(read(3 * WEEK, 24)).toBeNull();
    expect(read(3 * WEEK + 24, 24)).not.toBeNull();
    expect(read(12, 24)).toBeNull();
  });
});

describe('an anomaly', () => {
  const reading = (deviation: number, hours: WindowHours = 24): Reading => ({
    ...{ hours, from: 0, to: hours, events: 10, cases: 1, low: 0, high: 0, comparedWith: [] },
    ...{ value: deviation > 0 ? 20 : 5, expected: 10, expectedEvents: 10, deviation },
  });
  const open: OpenAnomaly = { isHigh: true, hours: 24, unseenHours: 8 };

  it.each<[string, OpenAnomaly | null, Reading[], string]>([
    ['opens', null, [reading(3.5)], 'opened'],
    ['needs more than two standard deviations', null, [reading(2.5)], 'nothing'],
    ['needs more of an hour than of a day', null, [reading(4, 1)], 'nothing'],
    ['goes on', open, [reading(3.5)], 'prolonged'],
    ['waits while it is neither', open, [reading(2.5)], 'nothing'],
    ['is over', open, [reading(1)], 'closed'],
    ['is not over by one usual hour', { ...open, unseenHours: 1 }, [reading(1)], 'nothing'],
    ['is not over by a shorter window', open, [reading(0.2, 1)], 'nothing'],
    ['is not over where too little came in to say so', open, [], 'nothing'],
    ['is over when it was not seen for a week', { ...open, unseenHours: 169 }, [], 'closed'],
    ['turns', open, [reading(-5)], 'turned'],
  ])('%s', (_name, before, readings, kind) => {
    expect(follow(before, readings).kind).toBe(kind);
  });

  it('is not told again by a longer window that still has it in it', () => {
    const echo = { ...reading(4, 72), from: 10 };
    expect(follow(null, [echo], 20).kind).toBe('nothing');
    expect(follow(null, [echo], 10).kind).toBe('opened');
  });

  it('is nothing where the difference is small, however sure', () => {
    expect(follow(null, [{ ...reading(6), value: 12, expected: 10 }]).kind).toBe('nothing');
  });
});

describe('watched figures', () => {
  const watchedKpis = KPIS.filter(({ watch }) => watch !== null);

  it('are sums or shares, each with its floor', () => {
    expect(watchedKpis).toHaveLength(13);
    for (const kpi of watchedKpis) {
      expect(watchedColumns(kpi).length, kpi.id).toBeGreaterThan(0);
      expect(kpi.watch?.floor, kpi.id).toBeGreaterThan(0);
    }
  });

  const kpi = (id: string) => watchedKpis.find((each) => each.id === id) ?? expect.fail(id);

  it('count an amount in events as large as it varies', () => {
    const course = courseOf(kpi('attributed_revenue'), [
      { credit_cents: 3_000, credit_squares: 5_000_000 },
      { credit_cents: 1_000, credit_squares: 1_000_000 },
    ]);
    expect(course).toMatchObject({ eventSize: 1_500, events: [2, 1_000 / 1_500], cases: [1, 1], kind: 'count' });
  });

  it('are told as they are shown, also where their misses are counted', () => {
    const delivery = kpi('delivery_rate');
    expect(courseOf(delivery, [{ attempted: 100, arrived: 97 }])).toMatchObject({ events: [3], cases: [100] });
    const many: Reading = {
      ...{ hours: 24, from: 0, to: 24, events: 40, cases: 100, expectedEvents: 3, comparedWith: [] },
      ...{ value: 0.4, expected: 0.03, low: 0, high: 0.08, deviation: 7 },
    };
    const unusual = unusualOf(delivery, many);
    expect(unusual).toMatchObject({ isHigh: false, value: 0.6, expected: 0.97, high: 1, deviation: 7 });
    expect(unusual.low).toBeCloseTo(0.92);
    expect(meaningOf(delivery, false)).toBe('worse');
    expect(meaningOf(kpi('complaint_rate'), false)).toBe('better');
    expect(meaningOf(kpi('touches'), true)).toBe('either');
  });
});

describe('what a change came from', () => {
  const part = (key: string, now: number, before: number) => ({
    ...{ key, name: key, numerator: now, denominator: 1, numeratorBefore: before, denominatorBefore: 1 },
  });

  it('is the part of each kind that stands out, with its share', () => {
    const splits = [
      { kind: 'channel' as const, parts: [part('email', 5, 100), part('sms', 10, 15)] },
      { kind: 'agent' as const, parts: [part('cart', 8, 40), part('winback', 7, 40), part('campaign', 0, 35)] },
      { kind: 'provider' as const, parts: [part('smtp', 15, 115)] },
    ];
    expect(mainContributors(splits, 'sum')).toEqual([{ kind: 'channel', key: 'email', name: 'email', share: 0.95 }]);
  });

  it('is nothing where nothing changed', () => {
    expect(mainContributors([{ kind: 'channel', parts: [part('email', 5, 5), part('sms', 5, 5)] }], 'sum')).toEqual([]);
  });
});

it('compares evenings with evenings when summer time begins', () => {
  // Clocks in Amsterdam go forward on 29 March 2026.
  const shift = shiftIn('Europe/Amsterdam', new Date('2026-03-01T00:00:00Z'));
  expect(shift(24 * 24, 31 * 24)).toBe(1);
  expect(shift(2 * 24, 9 * 24)).toBe(0);
});
