import { differenceOfShares, wilsonInterval, Z95 } from '../statistics/chi-square';
import { studentTQuantile } from '../statistics/student-t';
import { type Sample, welchInterval } from '../statistics/welch';
import type { Kpi, KpiFacts, MoneySpread } from './kpi';
import type { Ledger } from './ledger';

/** Means of fewer cases than this are far from normal: their intervals would promise what they cannot keep. */
export const FEWEST_FOR_A_MEAN = 10;

/** Bounds of the 95 % interval of a value, in the unit of its KPI. */
export type Bounds = { readonly low: number; readonly high: number };

/** How far single cases lie apart, which sums alone do not tell. */
export type KpiSpread = {
  /** Sum over customers of the square of the touches each one got. */
  readonly touchSquares: number;
  /** 95 % interval of the median time from decision to verdict, in milliseconds; null for no verdicts. */
  readonly reviewMs: Bounds | null;
};

/**
 * What a value rests on, enough to say how far chance may have moved it. `cases` counts what the KPI names: a revenue
 * per touch is as sure as its orders are many, not its touches. `share`: successes of cases. `mean`: of a sample, in the
 * unit of the KPI. `total`: a sum of amounts that came at random. `median`: with its interval.
 */
export type Evidence =
  | { readonly kind: 'share'; readonly cases: number; readonly successes: number }
  | { readonly kind: 'mean'; readonly cases: number; readonly sample: Sample }
  | { readonly kind: 'total'; readonly cases: number; readonly sum: number; readonly squares: number }
  | { readonly kind: 'median'; readonly cases: number; readonly value: number; readonly bounds: Bounds };

/** What the value of a KPI rests on; null for plain counts and where nothing was counted. */
export function evidenceOf({ measure }: Kpi, facts: KpiFacts, spread: KpiSpread): Evidence | null {
  const { ledger, customersTouched, medianReviewMs, days } = facts;
  switch (measure.kind) {
    case 'sum':
      return measure.spread ? totalOf(ledger, ledger[measure.column], measure.spread) : null;
    case 'ratio': {
      const [part, whole] = [ledger[measure.numerator], ledger[measure.denominator]];
      if (whole <= 0) return null;
      if (!measure.spread) return { kind: 'share', cases: whole, successes: part };
      const sample = sampleOf(whole, part, ledger[measure.spread.squares]);
      return { kind: 'mean', cases: ledger[measure.spread.orders], sample };
    }
    case 'perCustomerMonth': {
      if (customersTouched === 0) return null;
      const perMonth = 30 / days;
      const { count, mean, variance } = sampleOf(customersTouched, ledger.touches, spread.touchSquares);
      return {
        kind: 'mean',
        cases: count,
        sample: { count, mean: mean * perMonth, variance: variance * perMonth ** 2 },
      };
    }
    case 'medianReview':
      if (medianReviewMs === null || spread.reviewMs === null) return null;
      return { kind: 'median', cases: ledger.reviewed, value: medianReviewMs, bounds: spread.reviewMs };
  }
}

function totalOf(ledger: Ledger, sum: number, { orders, squares }: MoneySpread): Evidence {
  return { kind: 'total', cases: ledger[orders], sum, squares: ledger[squares] };
}

/** Mean and variance (n - 1) of `count` cases that sum to `sum`, their squares to `squares`; most may be zeros. */
function sampleOf(count: number, sum: number, squares: number): Sample {
  const mean = sum / count;
  return { count, mean, variance: count > 1 ? Math.max(0, (squares - sum * mean) / (count - 1)) : 0 };
}

/**
 * The 95 % interval: Wilson's of a share, Student's of a mean, the given one of a median, and of a sum that of a
 * compound Poisson process. Null where there are too few cases for one.
 */
export function boundsOf(evidence: Evidence): Bounds | null {
  switch (evidence.kind) {
    case 'share':
      return evidence.cases > 0 ? wilsonInterval({ successes: evidence.successes, trials: evidence.cases }) : null;
    case 'mean': {
      const { count, mean, variance } = evidence.sample;
      if (evidence.cases < FEWEST_FOR_A_MEAN || count < 2 || variance === 0) return null;
      const margin = studentTQuantile(0.975, count - 1) * Math.sqrt(variance / count);
      return { low: mean - margin, high: mean + margin };
    }
    case 'total': {
      if (evidence.cases < FEWEST_FOR_A_MEAN) return null;
      const margin = Z95 * Math.sqrt(evidence.squares);
      return { low: evidence.sum - margin, high: evidence.sum + margin };
    }
    case 'median':
      return evidence.bounds;
  }
}

/**
 * Whether the difference between two periods is more than chance makes, at 95 %: Newcombe's interval of two shares,
 * Welch's of two means, Poisson sums by their deviation, medians whose intervals lie apart. Without evidence on both
 * sides nothing is clear.
 */
export function isClearChange(now: Evidence | null, before: Evidence | null): boolean {
  if (!now || !before) return false;
  if (now.kind === 'share' && before.kind === 'share')
    return excludesZero(differenceOfShares(tried(now), tried(before)));
  if (Math.min(now.cases, before.cases) < FEWEST_FOR_A_MEAN) return false;
  if (now.kind === 'mean' && before.kind === 'mean') return excludesZero(welchInterval(now.sample, before.sample));
  if (now.kind === 'total' && before.kind === 'total') {
    return Math.abs(now.sum - before.sum) > Z95 * Math.sqrt(now.squares + before.squares);
  }
  if (now.kind !== 'median' || before.kind !== 'median') return false;
  return now.bounds.low > before.bounds.high || now.bounds.high < before.bounds.low;
}

/**
 * Between which places 0..1 of `count` ordered values the 95 % interval of their median lies (binomial, by its normal
 * approximation; Conover 1999, 3.2): all of them where there are few.
 */
export function medianRanks(count: number): Bounds {
  const reach = count > 0 ? Z95 / (2 * Math.sqrt(count)) : 0.5;
  return { low: Math.max(0, 0.5 - reach), high: Math.min(1, 0.5 + reach) };
}

function tried({ successes, cases }: Extract<Evidence, { kind: 'share' }>) {
  return { successes, trials: cases };
}

function excludesZero(difference: Bounds | null): boolean {
  return difference !== null && (difference.low > 0 || difference.high < 0);
}

/** More than this is no plan: nobody waits for it. */
const MOST_CASES = 1_000_000;
const STEPS = 40;

/**
 * About how many cases it takes, should the value stay as it is, until its interval satisfies `isDecided`; rounded up
 * to two digits. Null where there are no cases yet or no number would do, as for a value that lies on the very border.
 */
export function casesNeeded(evidence: Evidence, isDecided: (bounds: Bounds) => boolean): number | null {
  const decides = (factor: number) => {
    const bounds = boundsOf(timesAsMuch(evidence, factor));
    return bounds !== null && isDecided(bounds);
  };
  if (evidence.cases === 0) return null;
  let tooFew = 1;
  let enough = MOST_CASES / evidence.cases;
  if (!decides(enough)) return null;
  for (let step = 0; step < STEPS; step++) {
    const middle = Math.sqrt(tooFew * enough);
    if (decides(middle)) enough = middle;
    else tooFew = middle;
  }
  return roundedUp(evidence.cases * enough);
}

/** The same value, had `factor` times as much been seen. */
function timesAsMuch(evidence: Evidence, factor: number): Evidence {
  const cases = evidence.cases * factor;
  switch (evidence.kind) {
    case 'share':
      return { ...evidence, cases, successes: evidence.successes * factor };
    case 'mean':
      return { ...evidence, cases, sample: { ...evidence.sample, count: evidence.sample.count * factor } };
    case 'total':
      return { ...evidence, cases, sum: evidence.sum * factor, squares: evidence.squares * factor };
    case 'median': {
      const { value, bounds } = evidence;
      const narrowed = (bound: number) => value + (bound - value) / Math.sqrt(factor);
      return { ...evidence, cases, bounds: { low: narrowed(bounds.low), high: narrowed(bounds.high) } };
    }
  }
}

function roundedUp(count: number): number {
  const whole = Math.ceil(count - 1e-6);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(whole)) - 1);
  return Math.ceil(whole / unit) * unit;
}
