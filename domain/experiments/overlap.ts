import { plural } from '../shared/plural';
import { independence, type Table } from '../statistics/chi-square';

/** A test as an overlap names it. `until` is when it ended, or the latest moment at which it ends by itself. */
export type TestSpan = {
  readonly id: string;
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
};

/** Customers of two tests at the same time, counted from exposures, or expected by the messages of late. */
export type OverlapFacts = {
  /** over: counted, of two tests that have both ended. */
  readonly kind: 'counted' | 'over' | 'expected';
  readonly left: TestSpan;
  readonly right: TestSpan;
  /** Customers of each, and of both. */
  readonly customers: { readonly left: number; readonly right: number; readonly both: number };
  /**
   * Customers of both, by the arm of one (rows) and of the other (columns), one table for each pair of periods of their
   * shares: who is drawn while shares stand otherwise is another draw. None where they are only expected.
   */
  readonly byArms: readonly Table[];
};

export type Overlap = Omit<OverlapFacts, 'byArms'> & {
  /** Customers of both in those of the smaller test, 0..1. */
  readonly share: number;
  /** Chance 0..1 of arms that go together at least so much by accident; null where too few are in both to tell. */
  readonly p: number | null;
  /** Whether the arms of one go with those of the other, so that neither result can be trusted. */
  readonly isBiased: boolean;
  /** What it means, in whole sentences. */
  readonly words: string;
};

/** Fewer in both, or a smaller part of the smaller test, changes no result that anybody could tell. */
const LEAST_BOTH = 20;
const LEAST_SHARE = 0.1;
/** Below this chance arms that go together are no accident: as for the check of shares. */
const MISMATCH = 0.001;

/** Whether two spans have a moment in common. */
export function doMeet(left: Pick<TestSpan, 'from' | 'until'>, right: Pick<TestSpan, 'from' | 'until'>): boolean {
  return left.from < right.until && right.from < left.until;
}

/** What two tests on the same customers do to each other; null where it is too little to speak of. */
export function judgeOverlap(facts: OverlapFacts): Overlap | null {
  const { left, right, customers, byArms, kind } = facts;
  const smaller = Math.min(customers.left, customers.right);
  const share = smaller > 0 ? customers.both / smaller : 0;
  const p = independence(byArms)?.p ?? null;
  const isBiased = p !== null && p < MISMATCH;
  if (!isBiased && (customers.both < LEAST_BOTH || share < LEAST_SHARE || !doMeet(left, right))) return null;
  const overlap = { kind, left, right, customers, share, p, isBiased };
  return { ...overlap, words: overlapWords(overlap) };
}

function overlapWords({ kind, left, right, customers, share, p, isBiased }: Omit<Overlap, 'words'>): string {
  const both = `${plural(customers.both, 'customer')} (${Math.round(100 * share)}% of the smaller test)`;
  const [is, was] = customers.both === 1 ? ['is', 'was'] : ['are', 'were'];
  const names = `in “${left.name}” and in “${right.name}” at the same time.`;
  const who =
    kind === 'expected'
      ? `By the messages of late, ${both} will be ${names}`
      : `${both} ${kind === 'over' ? was : is} ${names}`;
  return `${who} ${meaning(kind, p, isBiased)}`;
}

function meaning(kind: Overlap['kind'], p: number | null, isBiased: boolean): string {
  if (isBiased) return 'Who gets what in one goes with what they get in the other: neither result can be trusted.';
  const average = 'what each finds holds on average over the words of the other, not for every combination.';
  if (kind === 'expected') return `Customers are drawn for each apart, so neither result is distorted; but ${average}`;
  return p === null
    ? `Customers are drawn for each apart; ${average}`
    : `What they get in one does not go with what they get in the other, so neither result is distorted; but ${average}`;
}
