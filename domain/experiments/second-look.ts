import type { Difference } from '../statistics/confidence-sequence';
import { type Cuped, cuped, type PairedSums } from '../statistics/cuped';
import { normalQuantile } from '../statistics/normal';
import { postStratified, type Stratified } from '../statistics/post-stratify';
import { type Interval, type Sample, welchInterval } from '../statistics/welch';
import { noveltyWarning, type SegmentFinding, segmentFindings, weekdayWarning } from './warnings';

/** What was known of a customer before a test's first message reached them: how often they had ordered. */
export const BEFORE = ['never', 'once', 'more'] as const;
export type Before = (typeof BEFORE)[number];

/** Customers of one arm whom the message reached on one day, of one kind; each once. */
export type LookCell = PairedSums & {
  readonly variantId: string;
  /** Days of 24 hours since the test began, 0 the first. */
  readonly day: number;
  /** Of the shop's week, 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  readonly before: Before;
  /** Of `count` customers, those who did what the test is to bring about. */
  readonly succeeded: number;
};

/** One challenger against the control, looked at more closely. `y` of a cell is revenue, `x` the same person's before. */
export type SecondLook = {
  readonly variantId: string;
  /** Whole sentences on what the average hides. */
  readonly warnings: readonly string[];
  /** The goal by what customers had ordered before, each with its 95 % interval; p corrected for several; where `doDiffer` is false, luck explains them. */
  readonly segments: readonly (SegmentFinding & {
    readonly customers: number;
    readonly low: number;
    readonly high: number;
  })[];
  readonly doDiffer: boolean;
  /** The goal, as if every kind of customer had fallen evenly on both; null for too few of a kind. */
  readonly stratified: Stratified | null;
  /** Revenue per customer, in minor units: as it is, and with what each one's past explains taken away. */
  readonly revenue: {
    readonly plain: Interval | null;
    readonly adjusted: Interval | null;
    /** Share 0..1 of the spread that the past explains. */
    readonly explained: number | null;
  };
};

/** Fewer customers of a kind tell nothing of it. */
const LEAST = 20;
/** Days from which on the beginning can be held against what came later. */
const LEAST_DAYS_TO_HALVE = 6;

/** Each challenger against the control, `days` whole days after the test began. */
export function secondLooks(cells: readonly LookCell[], controlId: string, days: number): SecondLook[] {
  const control = cells.filter(({ variantId }) => variantId === controlId);
  const challengers = [...new Set(cells.map(({ variantId }) => variantId))].filter((id) => id !== controlId);
  return challengers.map((variantId) => {
    const arm = cells.filter((cell) => cell.variantId === variantId);
    return lookAt(variantId, arm, control, days);
  });
}

function lookAt(variantId: string, arm: readonly LookCell[], control: readonly LookCell[], days: number): SecondLook {
  const among = (which: (cell: LookCell) => boolean) => ({ arm: arm.filter(which), control: control.filter(which) });
  const weekdays = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => differenceOf(among(({ weekday }) => weekday === day)) ?? []);
  const kinds = BEFORE.map((before) => ({ before, ...among((cell) => cell.before === before) }));
  const effects = kinds.flatMap((kind) => {
    const difference = differenceOf(kind);
    return difference
      ? [{ ...difference, segment: kind.before, customers: peopleOf(kind.arm) + peopleOf(kind.control) }]
      : [];
  });
  const found = segmentFindings(effects);
  return {
    variantId,
    warnings: [weekdayWarning(days, weekdays), days < LEAST_DAYS_TO_HALVE ? null : halved(among, days)].filter(
      (warning) => warning !== null,
    ),
    segments: found.segments.map((segment, index) => {
      const margin = normalQuantile(0.975) * Math.sqrt(segment.squaredError);
      const interval = { low: segment.estimate - margin, high: segment.estimate + margin };
      return { ...segment, ...interval, customers: effects[index]?.customers ?? 0 };
    }),
    doDiffer: found.doDiffer,
    stratified: postStratified(kinds.map((kind) => ({ arm: shareOf(kind.arm), control: shareOf(kind.control) }))),
    revenue: revenueOf(arm, control),
  };
}

type Both = { arm: readonly LookCell[]; control: readonly LookCell[] };

function halved(among: (which: (cell: LookCell) => boolean) => Both, days: number): string | null {
  const early = differenceOf(among(({ day }) => day < days / 2));
  const late = differenceOf(among(({ day }) => day >= days / 2));
  return early && late ? noveltyWarning(early, late) : null;
}

/** Of shares, arm minus control; null for too few. */
function differenceOf({ arm, control }: Both): Difference | null {
  const [own, other] = [shareOf(arm), shareOf(control)];
  if (own.count < LEAST || other.count < LEAST) return null;
  const squaredError = own.variance / own.count + other.variance / other.count;
  return { estimate: own.mean - other.mean, squaredError };
}

function shareOf(cells: readonly LookCell[]): Sample {
  const count = peopleOf(cells);
  const mean = count === 0 ? 0 : cells.reduce((sum, { succeeded }) => sum + succeeded, 0) / count;
  return { count, mean, variance: count < 2 ? 0 : (mean * (1 - mean) * count) / (count - 1) };
}

function peopleOf(cells: readonly LookCell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}

function revenueOf(arm: readonly LookCell[], control: readonly LookCell[]): SecondLook['revenue'] {
  const sums = [sumsOf(arm), sumsOf(control)] as const;
  const samples = sums.map(spendingOf);
  const adjusted: Cuped | null = cuped(sums);
  const between = ([own, other]: readonly Sample[]) => (own && other ? welchInterval(own, other) : null);
  return {
    plain: between(samples),
    adjusted: adjusted && between(adjusted.samples),
    explained: adjusted?.explained ?? null,
  };
}

function sumsOf(cells: readonly LookCell[]): PairedSums {
  const total = (of: keyof PairedSums) => cells.reduce((sum, cell) => sum + cell[of], 0);
  return { count: total('count'), y: total('y'), yy: total('yy'), x: total('x'), xx: total('xx'), xy: total('xy') };
}

function spendingOf({ count, y, yy }: PairedSums): Sample {
  const mean = count === 0 ? 0 : y / count;
  return { count, mean, variance: count < 2 ? 0 : Math.max(0, yy - (y * y) / count) / (count - 1) };
}
