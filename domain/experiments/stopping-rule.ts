import { DAY } from '../shared/time';
import { goodnessOfFitOverPeriods, type PeriodOfShares } from '../statistics/fit-over-periods';
import { DEFAULT_AIMS, metricsOf, type TestAims } from './aims';
import { analyseExperiment, type ExperimentVerdict } from './analyse-experiment';
import { DEFAULT_DESIGN, type Experiment } from './experiment';

/** What came of the customers of an arm. Counts are customers, each once. */
export type ArmCounts = {
  readonly exposed: number;
  readonly delivered: number;
  readonly clicked: number;
  readonly ordered: number;
  readonly unsubscribed: number;
};

/** The customers who were drawn while the arm had one and the same share, 0..1. */
export type ArmPeriod = ArmCounts & { readonly share: number };

/** What came of one arm, in all and by period. The first of a list is the control; all have the same periods. */
export type ArmResult = ArmCounts & {
  readonly variantId: string;
  /** As it is called in front of people; no two of a test alike. */
  readonly name: string;
  readonly periods: readonly ArmPeriod[];
};

/** An arm with its counts in all, from those of its periods. */
export function armResult(variantId: string, name: string, periods: readonly ArmPeriod[]): ArmResult {
  const total = (of: keyof ArmCounts) => periods.reduce((sum, period) => sum + period[of], 0);
  return {
    variantId,
    name,
    periods,
    exposed: total('exposed'),
    delivered: total('delivered'),
    clicked: total('clicked'),
    ordered: total('ordered'),
    unsubscribed: total('unsubscribed'),
  };
}

/** When a test may be concluded, as the policy has it. */
export type StoppingRule = {
  readonly leastPerVariant: number;
  readonly leastDays: number;
  readonly longestDays: number;
  readonly significance: number;
  readonly mismatch: number;
  /** Verdicts stay right however often they are looked at; else the classical test, right for one look at the end. */
  readonly holdsAtEveryLook: boolean;
};

/** A challenger against the control on the goal of the test. `p` is corrected for several challengers. */
export type Comparison = {
  readonly variantId: string;
  readonly statistic: number | null;
  readonly p: number | null;
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null;
};

/** What a look at a test says: go on, or conclude, and by which figures. */
export type TestVerdict = {
  readonly kind: 'keep_running' | 'winner' | 'no_winner' | 'mismatch';
  readonly winnerId: string | null;
  readonly reason: string;
  readonly comparisons: readonly Comparison[];
  /** All metrics with their health; tests that ended before it was kept have none. */
  readonly analysis?: ExperimentVerdict;
  /** It ended with fewer deliveries than a conclusion asks for: nothing was learnt of any variant. */
  readonly isTooSmall?: true;
};

/** What is counted of everybody a message of the test was delivered to, in the order of the metrics. */
const COUNTED = ['clicked', 'ordered', 'unsubscribed'] as const;

/**
 * Nothing is concluded before each arm has its deliveries and the full days are over. Then the arm wins that has more of the
 * goal than the control, by more than chance explains at every look, unless more of them unsubscribe; where none does,
 * the test goes on to its last day, or ends as soon as a difference worth having is ruled out. Customers not shared as
 * planned: no verdict at all.
 */
export function judgeTest(
  arms: readonly ArmResult[],
  startedAt: Date,
  now: Date,
  rule: StoppingRule,
  aims: TestAims = DEFAULT_AIMS,
): TestVerdict {
  const analysis = arms.length > 1 ? analyseExperiment(experimentOf(arms, rule, aims)) : null;
  const figures = analysis ? { comparisons: comparisonsOf(arms, analysis), analysis } : { comparisons: [] };
  const answer = (kind: TestVerdict['kind'], reason: string, winnerId: string | null = null): TestVerdict => ({
    kind,
    winnerId,
    reason,
    ...figures,
  });
  const fit = goodnessOfFitOverPeriods(periodsOf(arms));
  if (fit && fit.p < rule.mismatch) {
    return answer('mismatch', 'Customers are not shared between the variants as planned, so nothing can be concluded.');
  }
  const days = (now.getTime() - startedAt.getTime()) / DAY;
  const isOver = days >= rule.longestDays;
  if (!isOver && days < rule.leastDays) {
    return answer('keep_running', `Runs for ${Math.floor(days)} of at least ${rule.leastDays} full days.`);
  }
  const short = shortOf(arms, rule);
  if (!analysis || short) {
    return isOver
      ? { ...answer('no_winner', `${short} The longest time for a test is over.`), isTooSmall: true }
      : answer('keep_running', short);
  }
  const { decision, reason, winner } = analysis;
  if (decision === 'ship') {
    const best = arms.find(({ name }) => name === winner);
    if (best && best.delivered >= rule.leastPerVariant) return answer('winner', reason, best.variantId);
    return answer(isOver ? 'no_winner' : 'keep_running', `${reason} It has too few deliveries to be promoted.`);
  }
  return answer(isOver || decision === 'no_difference' ? 'no_winner' : 'keep_running', reason);
}

/**
 * Why there are too few deliveries; '' where there are enough. With equal shares every variant needs its own; where some
 * are given fewer on purpose, the control and the variant with most.
 */
function shortOf(arms: readonly ArmResult[], { leastPerVariant }: StoppingRule): string {
  const delivered = arms.map((arm) => arm.delivered);
  const [control = 0, ...challengers] = delivered;
  const areAlike = periodsOf(arms).every(({ shares }) =>
    shares.every((share) => Math.abs(share - (shares[0] ?? 0)) < 1e-9),
  );
  const least = areAlike ? Math.min(...delivered) : Math.min(control, Math.max(...challengers));
  if (least >= leastPerVariant) return '';
  const which = areAlike ? 'smallest variant' : control <= least ? 'control' : 'variant with most';
  return `The ${which} has ${least} of ${leastPerVariant} deliveries.`;
}

function periodsOf(arms: readonly ArmResult[]): PeriodOfShares[] {
  return (arms[0]?.periods ?? []).map((_, at) => ({
    counts: arms.map(({ periods }) => periods[at]?.exposed ?? 0),
    shares: arms.map(({ periods }) => periods[at]?.share ?? 0),
  }));
}

function experimentOf(arms: readonly ArmResult[], rule: StoppingRule, aims: TestAims): Experiment {
  return {
    arms: arms.map((arm) => ({
      name: arm.name,
      people: arm.exposed,
      outcomes: COUNTED.map((of) => ({
        kind: 'share',
        successes: arm[of],
        trials: arm.delivered,
        byPeriod: arm.periods.map((period) => ({ successes: period[of], trials: period.delivered })),
      })),
    })),
    metrics: metricsOf(aims),
    periods: periodsOf(arms),
    design: {
      ...DEFAULT_DESIGN,
      significance: rule.significance,
      looked: rule.holdsAtEveryLook ? 'continuously' : 'once',
      split: 'unknown',
    },
  };
}

function comparisonsOf(arms: readonly ArmResult[], { results }: ExperimentVerdict): Comparison[] {
  const goal = results.find(({ metric }) => metric.role === 'goal');
  if (!goal) return [];
  return goal.comparisons.map(({ arm, statistic, corrected, difference }) => ({
    variantId: idOf(arms, arm) ?? '',
    statistic,
    p: corrected,
    difference,
  }));
}

function idOf(arms: readonly ArmResult[], name: string | null): string | null {
  return arms.find((arm) => arm.name === name)?.variantId ?? null;
}
