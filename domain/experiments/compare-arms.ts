import { type ArmStanding, standings } from '../statistics/best-arm';
import { compareShares, differenceOfShares } from '../statistics/chi-square';
import { anytimeP, confidenceSequence, type Difference } from '../statistics/confidence-sequence';
import { fisherExact, isSmallTable } from '../statistics/fisher-exact';
import { type Estimate, liftOfMeans, liftOfShares } from '../statistics/lift';
import { sampleOf } from '../statistics/moments';
import { holm } from '../statistics/multiple-comparisons';
import { normalQuantile } from '../statistics/normal';
import { betaPosterior, credibleInterval, normalPosterior, type Posterior } from '../statistics/posterior';
import {
  mantelHaenszel,
  type ShareStratum,
  standardised,
  stratifiedDifference,
  stratifiedLift,
} from '../statistics/stratified';
import { type Sample, welchInterval, welchTest } from '../statistics/welch';
import type { ArmOutcomes, Design, Metric, Outcome } from './experiment';

/** People at which sequences are narrowest, both arms together, as long as no test has a plan of its own. */
const TUNED_FOR = 10_000;

/** One arm's figure: the share or mean, of so many people, and where Bayes puts it. */
export type ArmFigure = {
  readonly arm: string;
  /** Share 0..1, or mean per person in the unit of the metric; null for nobody. */
  readonly value: number | null;
  readonly people: number;
  /** People who succeeded, for a share. */
  readonly successes: number | null;
  readonly credible: { readonly low: number; readonly high: number } | null;
  /** Chance to be the best of all arms and the loss expected from choosing it; null where it cannot be told. */
  readonly standing: ArmStanding | null;
};

/** A challenger against the control on one metric. */
export type ArmComparison = {
  readonly arm: string;
  /** Challenger minus control, in the unit of the metric, with the interval that the way of looking asks for. */
  readonly difference: Estimate | null;
  /** The same relative to the control, 0.2 for a fifth more; null where the control has nothing to be a share of. */
  readonly lift: Estimate | null;
  readonly test: 'chi_square' | 'fisher' | 'mantel_haenszel' | 'welch' | null;
  /** Chi-square or t; Fisher's has none. */
  readonly statistic: number | null;
  /** For one look at the end, two-sided, as it is. */
  readonly p: number | null;
  /** Holds at every look. */
  readonly anytime: { readonly low: number; readonly high: number; readonly p: number } | null;
  /** The p that decides: of the way of looking, corrected for several challengers (Holm). */
  readonly corrected: number | null;
  readonly standing: 'better' | 'worse' | 'unclear';
};

export type MetricResult = {
  readonly metric: Metric;
  readonly arms: readonly ArmFigure[];
  readonly comparisons: readonly ArmComparison[];
};

/** One metric of an experiment: each arm's figure, and each challenger against the control (the first arm). */
export function compareArms(arms: readonly ArmOutcomes[], metric: Metric, index: number, design: Design): MetricResult {
  const outcomes = arms.map((arm) => arm.outcomes[index]);
  const [control] = outcomes;
  const posteriors = outcomes.map((outcome) => (outcome && control ? posteriorOf(outcome, control) : null));
  const known = posteriors.filter((posterior) => posterior !== null);
  const stand = known.length === arms.length ? standings(known, metric.goal) : [];
  const figures = arms.map(({ name }, at): ArmFigure => {
    const [outcome, posterior] = [outcomes[at], posteriors[at]];
    const credible = posterior ? credibleInterval(posterior) : null;
    return { arm: name, ...figureOf(outcome), credible, standing: stand[at] ?? null };
  });
  return { metric, arms: figures, comparisons: comparisonsOf(arms, metric, index, design) };
}

/** Each challenger against the control on one metric, without what Bayes says: quick enough for thousands of tests. */
export function comparisonsOf(
  arms: readonly ArmOutcomes[],
  metric: Metric,
  index: number,
  design: Design,
): ArmComparison[] {
  const [control, ...challengers] = arms.map((arm) => arm.outcomes[index]);
  const raw = challengers.map((outcome) => (outcome && control ? compared(outcome, control, design) : NOT_COMPARED));
  const ps = raw.map(({ p, anytime }) => (design.looked === 'once' ? p : (anytime?.p ?? null)));
  const corrected = holm(ps.map((p) => p ?? 1));
  return raw.map((comparison, at) => {
    const p = ps[at] == null ? null : (corrected[at] ?? null);
    const standing = standingOf(p, comparison.difference?.estimate ?? 0, metric, design);
    return { arm: arms[at + 1]?.name ?? '', ...comparison, corrected: p, standing };
  });
}

function standingOf(p: number | null, estimate: number, { goal }: Metric, { significance }: Design) {
  if (p === null || p >= significance || estimate === 0) return 'unclear';
  return estimate > 0 === (goal === 'increase') ? 'better' : 'worse';
}

type Compared = Omit<ArmComparison, 'arm' | 'corrected' | 'standing'>;

const NOT_COMPARED: Compared = { difference: null, lift: null, test: null, statistic: null, p: null, anytime: null };

function compared(outcome: Outcome, control: Outcome, design: Design): Compared {
  if (outcome.kind === 'share' && control.kind === 'share') return sharesCompared(outcome, control, design);
  if (outcome.kind === 'mean' && control.kind === 'mean') {
    return meansCompared(sampleOf(outcome.moments), sampleOf(control.moments), design);
  }
  return NOT_COMPARED;
}

type ShareOutcome = Extract<Outcome, { kind: 'share' }>;

/** Both arms by period, where shares moved: a period is a stratum. Null where they never did. */
function strataOf(arm: ShareOutcome, control: ShareOutcome): ShareStratum[] | null {
  if (!arm.byPeriod || !control.byPeriod || arm.byPeriod.length < 2) return null;
  return arm.byPeriod.flatMap((share, period) => {
    const beside = control.byPeriod?.[period];
    return beside ? [{ arm: share, control: beside }] : [];
  });
}

function sharesCompared(outcome: ShareOutcome, control: ShareOutcome, design: Design): Compared {
  const strata = strataOf(outcome, control);
  if (strata) return withinPeriods(strata, design);
  const confidence = 1 - design.significance;
  const chi = compareShares(outcome, control);
  const isSmall = chi !== null && isSmallTable(outcome, control);
  const [p1, p0] = [outcome.successes / outcome.trials, control.successes / control.trials];
  const error = (share: number, trials: number) => (share * (1 - share)) / trials;
  const people = outcome.trials + control.trials;
  const difference = { estimate: p1 - p0, squaredError: error(p1, outcome.trials) + error(p0, control.trials) };
  const lift = liftOfShares(outcome, control, confidence);
  return {
    ...looked(
      difference,
      lift,
      people,
      design,
      differenceOfShares(outcome, control, normalQuantile(1 - design.significance / 2)),
    ),
    test: chi === null ? null : isSmall ? 'fisher' : 'chi_square',
    statistic: isSmall ? null : (chi?.statistic ?? null),
    p: chi === null ? null : isSmall ? fisherExact(outcome, control) : chi.p,
  };
}

/**
 * Within periods, so that neither a good day nor how many an arm was given on it can make a difference. The sequence is
 * tuned by information and not by people: where shares move, people are worth now more and now less, and how it is mixed
 * must not change from look to look.
 */
function withinPeriods(strata: readonly ShareStratum[], design: Design): Compared {
  const difference = stratifiedDifference(strata);
  const chi = mantelHaenszel(strata);
  if (!difference || !chi) return NOT_COMPARED;
  const lift = stratifiedLift(strata, 1 - design.significance);
  const margin = normalQuantile(1 - design.significance / 2) * Math.sqrt(difference.squaredError);
  const { estimate } = difference;
  const once = { estimate, low: estimate - margin, high: estimate + margin };
  return {
    ...looked(difference, lift, worthInPeople(strata, difference), design, once),
    test: 'mantel_haenszel',
    statistic: chi.statistic,
    p: chi.p,
  };
}

/** People that would tell as much if both arms had half of them: 4 p (1 - p) / squared error. */
function worthInPeople(strata: readonly ShareStratum[], { squaredError }: Difference): number {
  let [successes, trials] = [0, 0];
  for (const { arm, control } of strata) {
    successes += arm.successes + control.successes;
    trials += arm.trials + control.trials;
  }
  const share = successes / trials;
  return (4 * share * (1 - share)) / squaredError;
}

function meansCompared(sample: Sample, control: Sample, design: Design): Compared {
  const confidence = 1 - design.significance;
  const interval = welchInterval(sample, control, confidence);
  const test = welchTest(sample, control);
  const squaredError = sample.variance / sample.count + control.variance / control.count;
  const difference = { estimate: sample.mean - control.mean, squaredError };
  const lift = liftOfMeans(sample, control, confidence);
  return {
    ...looked(difference, lift, sample.count + control.count, design, interval),
    test: test ? 'welch' : null,
    statistic: test?.t ?? null,
    p: test?.p ?? null,
  };
}

/** The intervals that the way of looking asks for: those of one look, or those that hold at every one. */
function looked(
  difference: Difference,
  lift: Estimate | null,
  people: number,
  { looked: how, significance }: Design,
  once: Estimate | null,
): Pick<Compared, 'difference' | 'lift' | 'anytime'> {
  if (!(difference.squaredError > 0)) return { difference: once, lift, anytime: null };
  const tuning = { people, tunedFor: TUNED_FOR };
  const sequence = confidenceSequence(difference, tuning, significance);
  const anytime = { low: sequence.low, high: sequence.high, p: anytimeP(difference, tuning, significance) };
  if (how === 'once') return { difference: once, lift, anytime };
  return { difference: sequence, lift: lift && liftSequence(lift, tuning, significance), anytime };
}

/** The lift's interval at every look, on the log scale that its own was made on. */
function liftSequence(lift: Estimate, tuning: { people: number; tunedFor: number }, significance: number): Estimate {
  const estimate = Math.log1p(lift.estimate);
  const error = (Math.log1p(lift.high) - estimate) / normalQuantile(1 - significance / 2);
  if (!(error > 0)) return lift;
  const sequence = confidenceSequence({ estimate, squaredError: error ** 2 }, tuning, significance);
  return { estimate: lift.estimate, low: Math.expm1(sequence.low), high: Math.expm1(sequence.high) };
}

function figureOf(outcome: Outcome | undefined): Pick<ArmFigure, 'value' | 'people' | 'successes'> {
  if (!outcome) return { value: null, people: 0, successes: null };
  switch (outcome.kind) {
    case 'share': {
      const { successes, trials } = outcome;
      return { value: trials > 0 ? successes / trials : null, people: trials, successes };
    }
    case 'mean':
      return {
        value: outcome.moments.count > 0 ? outcome.moments.mean : null,
        people: outcome.moments.count,
        successes: null,
      };
    case 'sum':
      return {
        value: outcome.people > 0 ? outcome.sum / outcome.people : null,
        people: outcome.people,
        successes: null,
      };
  }
}

function posteriorOf(outcome: Outcome, control: Outcome): Posterior | null {
  if (outcome.kind === 'share') {
    const strata = control.kind === 'share' ? strataOf(outcome, control) : null;
    const { successes, trials } = strata ? standardised(strata) : outcome;
    return betaPosterior(successes, trials);
  }
  return outcome.kind === 'mean' ? normalPosterior(sampleOf(outcome.moments)) : null;
}
