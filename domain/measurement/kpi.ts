import type { Watch } from '../watching/watch';
import { type Ledger, type LedgerColumn, type PartColumn, WHOLE_OF } from './ledger';

/** money: minor units. moneyPerTouch: minor units, may be a fraction. rate: 0..1. duration: milliseconds. */
export type KpiUnit = 'money' | 'moneyPerTouch' | 'rate' | 'count' | 'duration';

/** How a figure comes from the ledger. */
export type Measure =
  /** Of amounts that come at random, with their `spread`; or counted completely, where there is `seen` to look at. */
  | { kind: 'sum'; column: LedgerColumn; spread?: Spread; seen?: LedgerColumn }
  /** A part over its whole: never more than all. */
  | { kind: 'share'; numerator: LedgerColumn; denominator: LedgerColumn }
  | { kind: 'ratio'; numerator: LedgerColumn; denominator: LedgerColumn; spread: Spread }
  /** One amount over another that varies as well, each with the sum of its squares. */
  | { kind: 'quotient'; numerator: LedgerColumn; denominator: LedgerColumn; spread: QuotientSpread }
  /** Both counted from the first day to the end of the range. A share, unless `spread` tells how cases differ. */
  | { kind: 'level'; numerator: LedgerColumn; denominator: LedgerColumn; spread?: Spread }
  /** What left in the range over what was there at its beginning, scaled to a month of 30 days. */
  | { kind: 'outflow'; left: LedgerColumn; joined: readonly LedgerColumn[]; gone: readonly LedgerColumn[] }
  /** A sum scaled to so many days. It is counted completely: nothing of it is chance. */
  | { kind: 'pace'; column: LedgerColumn; perDays: number; seen: LedgerColumn }
  /** Touches per customer touched, scaled to a month of 30 days. */
  | { kind: 'perCustomerMonth' }
  /** Median time from decision to verdict. */
  | { kind: 'medianReview' }
  /** The time in which 95 % of decisions were taken. */
  | { kind: 'decisionTime' }
  /** The time in which the installation answered, over the time it is known of. */
  | { kind: 'uptime' }
  /** Nothing is recorded that it could be worked out from, and why. */
  | { kind: 'unrecorded'; because: string };

/** Where the cases of an amount are counted, and the squares of what each brought; `unit` is what one square's side counts. */
export type Spread = { cases: LedgerColumn; squares: LedgerColumn; unit?: number };
/** Where the cases of a quotient are counted, and the squares of both its amounts. */
export type QuotientSpread = { cases: LedgerColumn; numeratorSquares: LedgerColumn; denominatorSquares: LedgerColumn };

/** Groups of figures, in the order they are shown. */
export const KPI_GROUPS = ['revenue', 'engagement', 'efficiency', 'retention', 'quality', 'operation'] as const;
export type KpiGroup = (typeof KPI_GROUPS)[number];

/** What the rows behind a figure are: what it can be drilled down to. */
export type KpiSubject = 'decision' | 'customer' | 'campaign' | 'test';

/** A figure of the registry: how it is computed, what it means, and what the plan asks of it. */
export type Kpi = {
  id: string;
  group: KpiGroup;
  name: string;
  unit: KpiUnit;
  /** Which way is better. */
  direction: 'up' | 'down' | 'none';
  /** In words: what is divided by what, and what exactly is counted. */
  formula: string;
  definition: string;
  measure: Measure;
  /** The finest step it is known in. `total`: it has no course over time. */
  grain: 'hour' | 'total';
  /** The rows it is counted from, by the names of their tables. */
  source: readonly string[];
  /** What stands behind it, one row each. */
  subject: KpiSubject;
  /** In the unit's own terms; null where the plan names none. */
  baseline: number | null;
  target: number | null;
  /** How it is watched for what is unusual; null where it is not. */
  watch: Watch | null;
  /** What its evidence is counted in: "orders". How many of them there are says how much a value is worth. */
  cases: string;
};

/** What a range or a day gives: the ledger's sums, what was counted before it, and what is not a sum. */
export type KpiFacts = {
  ledger: Ledger;
  before: Ledger;
  customersTouched: number;
  medianReviewMs: number | null;
  service: ServiceFacts;
  days: number;
};

/** How the product itself did, in milliseconds. `decisionMs`: null where no decision was timed. */
export type ServiceFacts = { decisionMs: number | null; decisionsTimed: number; upMs: number; measuredMs: number };

/** Nothing was timed, and nobody knows whether the product answered. */
export const NO_SERVICE: ServiceFacts = { decisionMs: null, decisionsTimed: 0, upMs: 0, measuredMs: 0 };

/** A figure in the unit of its KPI, with the sums it is made of; `value` is null where nothing was counted. */
export type KpiResult = { value: number | null; numerator: number; denominator: number };

/** Days of a month, as rates of it are scaled. */
export const MONTH_DAYS = 30;

/** The value of a KPI; null, never zero, where nothing was counted to divide by. */
export function evaluate({ measure }: Kpi, facts: KpiFacts): KpiResult {
  const { ledger, before, customersTouched, medianReviewMs, service, days } = facts;
  switch (measure.kind) {
    case 'sum':
      return { value: ledger[measure.column], numerator: ledger[measure.column], denominator: 1 };
    case 'share':
    case 'ratio':
    case 'quotient':
      return divided(ledger[measure.numerator], ledger[measure.denominator]);
    case 'level': {
      const toDate = (column: LedgerColumn) => before[column] + ledger[column];
      return divided(toDate(measure.numerator), toDate(measure.denominator));
    }
    case 'outflow':
      return divided(ledger[measure.left], levelBefore(measure, before), MONTH_DAYS / days);
    case 'pace': {
      const sum = ledger[measure.column];
      const value = ledger[measure.seen] > 0 ? (sum * measure.perDays) / days : null;
      return { value, numerator: sum, denominator: 1 };
    }
    case 'perCustomerMonth':
      return divided(ledger.touches, customersTouched, MONTH_DAYS / days);
    case 'medianReview':
      return { value: medianReviewMs, numerator: ledger.review_ms, denominator: ledger.reviewed };
    case 'decisionTime':
      return { value: service.decisionMs, numerator: 0, denominator: service.decisionsTimed };
    case 'uptime':
      return divided(service.upMs, service.measuredMs);
    case 'unrecorded':
      return { value: null, numerator: 0, denominator: 0 };
  }
}

function divided(numerator: number, denominator: number, scale = 1): KpiResult {
  return { value: denominator > 0 ? (numerator / denominator) * scale : null, numerator, denominator };
}

/** How many there were when the range began. */
export function levelBefore(
  { joined, gone }: Pick<Extract<Measure, { kind: 'outflow' }>, 'joined' | 'gone'>,
  before: Ledger,
): number {
  const sum = (columns: readonly LedgerColumn[]) => columns.reduce((total, column) => total + before[column], 0);
  return Math.max(0, sum(joined) - sum(gone));
}

/** The columns whose rows stand behind a KPI, numerator first; null where there are none. */
export function columnsOf({ measure }: Pick<Kpi, 'measure'>): readonly [LedgerColumn, LedgerColumn] | null {
  switch (measure.kind) {
    case 'sum':
    case 'pace':
      return [measure.column, measure.column];
    case 'share':
    case 'ratio':
    case 'quotient':
    case 'level':
      return [measure.numerator, measure.denominator];
    case 'outflow':
      return [measure.left, measure.left];
    case 'perCustomerMonth':
      return ['touches', 'touches'];
    case 'medianReview':
      return ['review_ms', 'reviewed'];
    case 'decisionTime':
    case 'uptime':
    case 'unrecorded':
      return null;
  }
}

/** Whether a KPI divides one sum of rows by another, so that both can be recomputed from what stands behind it. */
export function isFraction({ measure }: Pick<Kpi, 'measure'>): boolean {
  return ['share', 'ratio', 'quotient', 'level', 'medianReview'].includes(measure.kind);
}

/** Whether a KPI counts from the first day on, not from the first of the range. */
export function countsToDate({ measure }: Pick<Kpi, 'measure'>): boolean {
  return measure.kind === 'level';
}

/** Whether a KPI has parts by the decisions behind it. What counts customers or reaches back has none. */
export function isSplit(kpi: Pick<Kpi, 'measure' | 'subject'>): boolean {
  return kpi.subject === 'decision' && columnsOf(kpi) !== null && columnsBefore(kpi).length === 0;
}

/** The columns of which the sum before a range is needed. */
export function columnsBefore({ measure }: Pick<Kpi, 'measure'>): readonly LedgerColumn[] {
  if (measure.kind === 'outflow') return [...measure.joined, ...measure.gone];
  if (measure.kind !== 'level') return [];
  return [measure.numerator, measure.denominator, ...(measure.spread ? [measure.spread.squares] : [])];
}

/** A part over its whole. */
export function shareOf(part: PartColumn): Measure {
  return { kind: 'share', numerator: part, denominator: WHOLE_OF[part] };
}
