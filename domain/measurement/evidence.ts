import { MINUTE } from '../shared/time';
import { differenceOfShares, wilsonInterval, Z95 } from '../statistics/chi-square';
import { studentTQuantile } from '../statistics/student-t';
import { type Sample, welchInterval } from '../statistics/welch';
import { evaluate, type Kpi, type KpiFacts, type Measure, MONTH_DAYS, type Spread } from './kpi';
import { addLedgers, type Ledger } from './ledger';

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
 * per touch is as sure as its orders are many, not its touches. `share`: successes of cases, times `scale`. `mean`: of a
 * sample, in the unit of the KPI. `total`: a sum of amounts that came at random. `quotient`: one such sum over another.
 * `median`: with its interval. `census`: counted completely, with no chance in it.
 */
export type Evidence =
  | { readonly kind: 'share'; readonly cases: number; readonly successes: number; readonly scale?: number }
  | { readonly kind: 'mean'; readonly cases: number; readonly sample: Sample }
  | ({ readonly kind: 'total'; readonly cases: number } & Amount)
  | { readonly kind: 'quotient'; readonly cases: number; readonly numerator: Amount; readonly denominator: Amount }
  | { readonly kind: 'median'; readonly cases: number; readonly value: number; readonly bounds: Bounds }
  | { readonly kind: 'census'; readonly cases: number; readonly value: number };

/** A sum of amounts, and the sum of their squares. */
type Amount = { readonly sum: number; readonly squares: number };

/** What the value of a KPI rests on; null for plain counts and where nothing was counted. */
export function evidenceOf(kpi: Kpi, facts: KpiFacts, spread: KpiSpread): Evidence | null {
  const { measure } = kpi;
  const { ledger, before, customersTouched, medianReviewMs, service, days } = facts;
  const { value, numerator, denominator } = evaluate(kpi, facts);
  switch (measure.kind) {
    case 'sum':
      if (measure.seen) return census(ledger[measure.seen], numerator);
      if (!measure.spread) return null;
      return {
        kind: 'total',
        cases: ledger[measure.spread.cases],
        sum: numerator,
        squares: squaresOf(measure, ledger),
      };
    case 'share':
      return shareEvidence(numerator, denominator);
    case 'ratio':
      if (denominator <= 0) return null;
      return {
        kind: 'mean',
        cases: ledger[measure.spread.cases],
        sample: sampleOf(denominator, numerator, squaresOf(measure, ledger)),
      };
    case 'quotient':
      return quotientEvidence(measure, ledger);
    case 'level': {
      if (!measure.spread) return shareEvidence(numerator, denominator);
      if (denominator <= 0) return null;
      const squares = squaresOf(measure, addLedgers(before, ledger));
      return { kind: 'mean', cases: denominator, sample: sampleOf(denominator, numerator, squares) };
    }
    case 'outflow': {
      const successes = Math.min(numerator, denominator);
      return denominator > 0 ? { kind: 'share', cases: denominator, successes, scale: MONTH_DAYS / days } : null;
    }
    case 'pace':
      return census(ledger[measure.seen], value ?? 0);
    case 'perCustomerMonth': {
      if (customersTouched === 0) return null;
      const perMonth = MONTH_DAYS / days;
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
    case 'decisionTime':
      return census(service.decisionsTimed, value ?? 0);
    case 'uptime':
      return census(Math.ceil(service.measuredMs / MINUTE), value ?? 0);
    case 'unrecorded':
      return null;
  }
}

function squaresOf({ spread }: { spread?: Spread }, ledger: Ledger): number {
  return spread ? ledger[spread.squares] * (spread.unit ?? 1) ** 2 : 0;
}

function census(cases: number, value: number): Evidence | null {
  return cases > 0 ? { kind: 'census', cases, value } : null;
}

function shareEvidence(successes: number, cases: number): Evidence | null {
  return cases > 0 ? { kind: 'share', cases, successes } : null;
}

function quotientEvidence(measure: Extract<Measure, { kind: 'quotient' }>, ledger: Ledger): Evidence | null {
  const { spread } = measure;
  const numerator = { sum: ledger[measure.numerator], squares: ledger[spread.numeratorSquares] };
  const denominator = { sum: ledger[measure.denominator], squares: ledger[spread.denominatorSquares] };
  return denominator.sum > 0 ? { kind: 'quotient', cases: ledger[spread.cases], numerator, denominator } : null;
}

/** Mean and variance (n - 1) of `count` cases that sum to `sum`, their squares to `squares`; most may be zeros. */
export function sampleOf(count: number, sum: number, squares: number): Sample {
  const mean = count > 0 ? sum / count : 0;
  return { count, mean, variance: count > 1 ? Math.max(0, (squares - sum * mean) / (count - 1)) : 0 };
}

/**
 * The 95 % interval: Wilson's of a share, Student's of a mean, the given one of a median, of a sum that of a compound
 * Poisson process, of a quotient of two such sums that of its logarithm (delta method, as if they were independent), and
 * the value itself of a census. Null where there are too few cases for one.
 */
export function boundsOf(evidence: Evidence): Bounds | null {
  switch (evidence.kind) {
    case 'share': {
      const { scale = 1 } = evidence;
      const { low, high } = wilsonInterval(tried(evidence));
      return evidence.cases > 0 ? { low: low * scale, high: high * scale } : null;
    }
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
    case 'quotient':
      return quotientBounds(evidence);
    case 'median':
      return evidence.bounds;
    case 'census':
      return { low: evidence.value, high: evidence.value };
  }
}

type Quotient = Extract<Evidence, { kind: 'quotient' }>;

function quotientBounds({ cases, numerator, denominator }: Quotient): Bounds | null {
  if (cases < FEWEST_FOR_A_MEAN || numerator.sum <= 0 || denominator.sum <= 0) return null;
  const value = numerator.sum / denominator.sum;
  const factor = Math.exp(Z95 * logDeviation(numerator, denominator));
  return { low: value / factor, high: value * factor };
}

function logDeviation(...amounts: readonly Amount[]): number {
  return Math.sqrt(amounts.reduce((total, { sum, squares }) => total + squares / sum ** 2, 0));
}

/**
 * Whether the difference between two periods is more than chance makes, at 95 %: Newcombe's interval of two shares,
 * Welch's of two means, Poisson sums by their deviation, quotients and medians whose intervals lie apart. What was
 * counted completely has changed where it differs. Without evidence on both sides nothing is clear.
 */
export function isClearChange(now: Evidence | null, before: Evidence | null): boolean {
  if (!now || !before) return false;
  if (now.kind === 'share' && before.kind === 'share')
    return excludesZero(differenceOfShares(tried(now), tried(before)));
  if (now.kind === 'census' && before.kind === 'census') return now.value !== before.value;
  if (Math.min(now.cases, before.cases) < FEWEST_FOR_A_MEAN) return false;
  if (now.kind === 'mean' && before.kind === 'mean') return excludesZero(welchInterval(now.sample, before.sample));
  if (now.kind === 'total' && before.kind === 'total') {
    return Math.abs(now.sum - before.sum) > Z95 * Math.sqrt(now.squares + before.squares);
  }
  const [range, rangeBefore] = [boundsOf(now), boundsOf(before)];
  if (!range || !rangeBefore) return false;
  return range.low > rangeBefore.high || range.high < rangeBefore.low;
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
    case 'quotient': {
      const more = ({ sum, squares }: Amount) => ({ sum: sum * factor, squares: squares * factor });
      return { ...evidence, cases, numerator: more(evidence.numerator), denominator: more(evidence.denominator) };
    }
    case 'census':
      return { ...evidence, cases };
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
