import { formatDay, formatMetric, formatTime, type MetricMeta, MISSING } from '@/lib/format';

export type LinePoint = {
  at: Date;
  /** null is a gap: nothing was measured, which is not zero. */
  value: number | null;
  /** Bounds of the 95% interval, where there is one. */
  low?: number | null;
  high?: number | null;
  /** Its day is not over yet. */
  isIncomplete?: boolean;
};

export type LineInput = {
  /** Name of the metric: "Revenue per touch". */
  label: string;
  points: readonly LinePoint[];
  /** Values of the period compared with, in the same order. */
  previous?: readonly (number | null)[];
  target?: number | null;
  /** What happened, to be seen beside the course: each at the instant of a point. */
  events?: readonly { at: Date; text: string }[];
  /** Times that stand out as a whole: from the instant of a point to that of another, both included. */
  spans?: readonly { from: Date; to: Date; text: string }[];
  meta: MetricMeta;
  timezone: string;
  /** What a point stands for; a day unless told. */
  by?: 'day' | 'hour';
};

export type LineRow = {
  key: string;
  label: string;
  /** Complete points, solid. */
  value: number | null;
  /** The last complete point and the one that is still open, dashed. */
  soFar: number | null;
  band: [number, number] | null;
  previous: number | null;
  isIncomplete: boolean;
  /** What happened then: "Policy activated, twice"; null for nothing. */
  happened: string | null;
  /** Something happened at this point, not only in a time it lies in. */
  isMarked: boolean;
  /** Nothing was measured before or after it, so that no line reaches it: it is drawn as a dot. */
  isAlone: boolean;
};

export type PreparedLine = {
  rows: LineRow[];
  /** Nothing but gaps and zeros, also in the period compared with: an axis would be made up. */
  isEmpty: boolean;
  hasBand: boolean;
  hasPrevious: boolean;
  /** Spans by the labels of their first and last row. */
  spans: { key: string; from: string; to: string }[];
  /** One sentence for those who do not see the line. */
  summary: string;
  /** Header and rows of the same data as a table. */
  table: { header: string[]; rows: string[][] };
};

/** Everything a line chart decides before it draws: gaps, the dashed end, the band, the words. */
export function prepareLine(input: LineInput): PreparedLine {
  const rows = input.points.map((point, index) => rowOf(point, index, input));
  return {
    rows,
    isEmpty: rows.every((row) => !row.value && !row.soFar && !row.previous),
    hasBand: rows.some((row) => row.band !== null),
    hasPrevious: rows.some((row) => row.previous !== null),
    spans: spansOf(input, rows),
    summary: summaryOf(input),
    table: tableOf(input),
  };
}

function rowOf(point: LinePoint, index: number, input: LineInput): LineRow {
  const isIncomplete = point.isIncomplete ?? false;
  const opensNext = input.points[index + 1]?.isIncomplete ?? false;
  const { low, high } = point;
  return {
    key: point.at.toISOString(),
    label: timeOf(point.at, input),
    value: isIncomplete ? null : point.value,
    soFar: isIncomplete || opensNext ? point.value : null,
    band: low !== null && low !== undefined && high !== null && high !== undefined ? [low, high] : null,
    previous: input.previous?.[index] ?? null,
    isIncomplete,
    happened: happenedAt(point.at, input),
    isMarked: input.events?.some(({ at }) => at.getTime() === point.at.getTime()) ?? false,
    isAlone: point.value !== null && valueAt(input, index - 1) === null && valueAt(input, index + 1) === null,
  };
}

/** What happened at one instant, each kind once, with how often. */
function happenedAt(at: Date, { events = [], spans = [] }: LineInput): string | null {
  const texts = [
    ...events.filter((event) => event.at.getTime() === at.getTime()),
    ...spans.filter(({ from, to }) => from <= at && at <= to),
  ].map(({ text }) => text);
  const kinds = [...new Set(texts)].map((kind) => {
    const times = texts.filter((text) => text === kind).length;
    return times > 1 ? `${kind} (${times} times)` : kind;
  });
  return kinds.length > 0 ? kinds.join(', ') : null;
}

function spansOf({ spans = [] }: LineInput, rows: readonly LineRow[]): PreparedLine['spans'] {
  return spans.flatMap(({ from, to, text }) => {
    const within = rows.filter(({ key }) => from.toISOString() <= key && key <= to.toISOString());
    const [first, last] = [within[0], within.at(-1)];
    return first && last ? [{ key: `${first.key} ${text}`, from: first.label, to: last.label }] : [];
  });
}

function valueAt({ points }: LineInput, index: number): number | null {
  return points[index]?.value ?? null;
}

/** The name of a point: its day, or the hour it begins with. */
function timeOf(at: Date, { timezone, by = 'day' }: LineInput): string {
  return by === 'day' ? formatDay(at, timezone) : `${formatDay(at, timezone)} ${formatTime(at, timezone)}`;
}

function summaryOf(input: LineInput): string {
  const { label, points, meta, by = 'day' } = input;
  const known = points.filter((point) => point.value !== null && !point.isIncomplete);
  const first = known[0];
  const last = known.at(-1);
  const on = (point: LinePoint) =>
    `${formatMetric(point.value, meta)} ${by === 'day' ? 'on' : 'at'} ${timeOf(point.at, input)}`;
  if (!first || !last) {
    const open = points.findLast((point) => point.value !== null);
    return open
      ? `${label}: ${on(open)} so far, nothing measured before.`
      : `${label}: nothing measured in this period yet.`;
  }
  if (known.every((point) => point.value === 0))
    return `${label}: zero ${by === 'day' ? 'on every day' : 'in every hour'} that is over.`;
  if (first === last) return `${label}: ${on(first)}.`;
  const values = known.map((point) => point.value ?? 0);
  const lowest = formatMetric(Math.min(...values), meta);
  const highest = formatMetric(Math.max(...values), meta);
  return `${label}: ${on(first)}, ${on(last)}; lowest ${lowest}, highest ${highest}.`;
}

function tableOf(input: LineInput): PreparedLine['table'] {
  const { label, points, previous, events = [], spans = [], meta, by = 'day' } = input;
  const hasHappened = events.length > 0 || spans.length > 0;
  const hasBand = points.some((point) => point.low != null && point.high != null);
  const header = [by === 'day' ? 'Day' : 'Hour', label];
  if (hasBand) header.push('95% interval');
  if (previous) header.push('Compared with');
  if (hasHappened) header.push('What happened');
  const rows = points.map((point, index) => {
    const day = timeOf(point.at, input) + (point.isIncomplete ? ' (so far)' : '');
    const cells = [day, formatMetric(point.value, meta)];
    if (hasBand) cells.push(intervalText(point, meta));
    if (previous) cells.push(formatMetric(previous[index] ?? null, meta));
    if (hasHappened) cells.push(happenedAt(point.at, input) ?? '');
    return cells;
  });
  return { header, rows };
}

/** A value beside the axis. Of a time that is none at all, no clock is shown: "0:00" might be midnight. */
export function tickText(value: number, meta: MetricMeta): string {
  return meta.unit === 'duration' && value === 0 ? '0' : formatMetric(value, meta, 'hero');
}

function intervalText({ low, high }: LinePoint, meta: MetricMeta): string {
  if (low == null || high == null) return MISSING;
  return `${formatMetric(low, meta)} to ${formatMetric(high, meta)}`;
}
