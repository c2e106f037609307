import { formatDay, formatRate } from '@/lib/format';

/** Parts of a whole over time; the values of a point are shares 0..1 in the order of the series. */
export type StackInput = {
  series: readonly string[];
  points: readonly { at: Date; values: readonly number[] }[];
  timezone: string;
};

export type StackRow = { key: string; label: string; shares: readonly number[] };

export type PreparedStack = {
  rows: StackRow[];
  series: readonly { name: string; colour: string }[];
  /** One sentence for those who do not see the drawing. */
  summary: string;
  table: { header: string[]; rows: string[][] };
};

/** The first series is what the others are measured against, and grey. */
const COLOURS = ['--chart-control', '--chart-1', '--chart-2', '--chart-3', '--chart-6', '--chart-4'];

/** Everything a stack decides before it draws: colours, words, the table. */
export function prepareStack({ series, points, timezone }: StackInput): PreparedStack {
  const rows = points.map(({ at, values }) => ({
    key: at.toISOString(),
    label: formatDay(at, timezone),
    shares: values,
  }));
  return {
    rows,
    series: series.map((name, index) => ({ name, colour: `var(${COLOURS[index % COLOURS.length]})` })),
    summary: summaryOf(series, rows),
    table: {
      header: ['From', ...series],
      rows: rows.map(({ label, shares }) => [label, ...shares.map((share) => formatRate(share, 1))]),
    },
  };
}

function summaryOf(series: readonly string[], rows: readonly StackRow[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return 'No shares yet.';
  const told = series.map((name, index) => {
    const [from, to] = [formatRate(first.shares[index], 1), formatRate(last.shares[index], 1)];
    return from === to ? `${name} ${to}` : `${name} ${from}, then ${to}`;
  });
  return first === last
    ? `From ${first.label}: ${told.join('; ')}.`
    : `${first.label} to ${last.label}: ${told.join('; ')}.`;
}
