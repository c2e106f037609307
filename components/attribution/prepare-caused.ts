import { type Axis, placeOn } from '@/components/experiments/prepare-result';
import { holdsZero } from '@/domain/measurement/zero-test';
import { formatMoney, plural } from '@/lib/format';
import type { CreditAndCause } from '@/server/services/attribution';

export type CausedRow = {
  name: string;
  words: string;
  kind: 'credit' | 'cause' | 'draw';
  /** Places on the axis in percent; null where there is nothing to draw. */
  bar: { from: number; to: number; at: number } | null;
  /** Minor units a touch, of the estimate and of its interval's ends; null where there are none. */
  figures: { estimate: number; low: number; high: number } | null;
};

export type CausedChart = { axis: Axis; rows: CausedRow[] };

/** Credit and cause on one axis, in minor units a touch; nothing to draw where there was no touch. */
export function causedChart(data: CreditAndCause, currency: string): CausedChart {
  const { touches, modelCents, evidenceCents, incremental, draws } = data;
  if (touches === 0) return { axis: { low: 0, high: 1 }, rows: [] };
  const money = (cents: number) => formatMoney(cents, { currency });
  const credit = (cents: number) => {
    const estimate = cents / touches;
    return { low: Math.min(0, estimate), high: Math.max(0, estimate), estimate };
  };
  const interval = ({ estimate, low, high }: { estimate: number; low: number; high: number }) =>
    `${money(estimate)} (95%: ${money(low)} to ${money(high)})`;
  const rows: Omit<CausedRow, 'bar'>[] = [
    {
      name: 'Came after a touch: what all seven models share',
      kind: 'credit',
      figures: credit(modelCents),
      words: `${money(modelCents / touches)} a touch`,
    },
    {
      name: 'Credited on evidence: a code, a click, UTM parameters',
      kind: 'credit',
      figures: credit(evidenceCents),
      words: `${money(evidenceCents / touches)} a touch`,
    },
    {
      name: 'Caused: against those left alone on purpose',
      kind: 'cause',
      figures: incremental.perTouch,
      words: incremental.perTouch ? interval(incremental.perTouch) : (incremental.missing ?? 'Not enough data'),
    },
    ...(draws ?? []).map((draw, index) => ({
      name: `Draw ${index + 1}`,
      kind: 'draw' as const,
      figures: draw.perTouch,
      words: draw.perTouch ? interval(draw.perTouch) : (draw.missing ?? 'Not enough data'),
    })),
  ];
  const axis = axisOf(rows.flatMap(({ figures }) => (figures ? [figures.low, figures.high] : [])));
  return { axis, rows: rows.map((row) => ({ ...row, bar: row.figures && barOn(axis, row.figures) })) };
}

function barOn(axis: Axis, { estimate, low, high }: NonNullable<CausedRow['figures']>): CausedRow['bar'] {
  return { from: placeOn(axis, low), to: placeOn(axis, high), at: placeOn(axis, estimate) };
}

function axisOf(ends: readonly number[]): Axis {
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const room = (high - low || 1) * 0.05;
  return { low: low - room, high: high + room };
}

/** How many draws hold zero, in words; null where there are none. */
export function drawsWords({ draws }: Pick<CreditAndCause, 'draws'>): string | null {
  if (!draws) return null;
  const told = draws.map(holdsZero).filter((holds) => holds !== null);
  if (told.length === 0) return null;
  const held = told.filter(Boolean).length;
  return `Nobody has read these messages, so they caused nothing. Had the holdout been drawn otherwise, it would have said so in ${held} of ${plural(told.length, 'draw')}; about 95 in 100 are promised.`;
}

/** The same as a table, to read or to save. */
export function causedTable({ rows }: CausedChart, currency: string): { header: string[]; rows: string[][] } {
  const money = (cents: number | undefined) => formatMoney(cents, { currency });
  return {
    header: ['Revenue a touch', 'Estimate', 'From', 'To'],
    rows: rows.map(({ name, kind, figures }) => [
      name,
      money(figures?.estimate),
      ...(kind === 'credit' ? ['', ''] : [money(figures?.low), money(figures?.high)]),
    ]),
  };
}
