import { DAY } from '../shared/time';
import { goodnessOfFit } from '../statistics/chi-square';
import { analyseExperiment, type ExperimentVerdict } from './analyse-experiment';
import { DEFAULT_DESIGN, type Experiment, type Metric } from './experiment';

/** What came of one arm. The first of a list is the control. Counts are customers, each once. */
export type ArmResult = {
  readonly variantId: string;
  /** As it is called in front of people; no two of a test alike. */
  readonly name: string;
  readonly share: number;
  readonly exposed: number;
  readonly delivered: number;
  readonly clicked: number;
  readonly ordered: number;
  readonly unsubscribed: number;
};

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

/** A challenger against the control: clicks of those it was delivered to. `p` is corrected for several challengers. */
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

/** What is measured of everybody a message of the test was delivered to. */
const METRICS: readonly Metric[] = [
  { id: 'clicks', name: 'Clicks', kind: 'share', role: 'goal', goal: 'increase' },
  { id: 'orders', name: 'Orders', kind: 'share', role: 'secondary', goal: 'increase' },
  { id: 'unsubscribes', name: 'Unsubscribes and complaints', kind: 'share', role: 'guardrail', goal: 'decrease' },
];

/**
 * Nothing is concluded before each arm has its deliveries and the full days are over. Then the arm wins that more people
 * click than the control, by more than chance explains at every look, unless more of them unsubscribe; where none does,
 * the test goes on to its last day, or ends as soon as a difference worth having is ruled out. Customers not shared as
 * planned: no verdict at all.
 */
export function judgeTest(arms: readonly ArmResult[], startedAt: Date, now: Date, rule: StoppingRule): TestVerdict {
  const analysis = arms.length > 1 ? analyseExperiment(experimentOf(arms, rule)) : null;
  const figures = analysis ? { comparisons: comparisonsOf(arms, analysis), analysis } : { comparisons: [] };
  const answer = (kind: TestVerdict['kind'], reason: string, winnerId: string | null = null): TestVerdict => ({
    kind,
    winnerId,
    reason,
    ...figures,
  });
  const fit = goodnessOfFit(
    arms.map(({ exposed }) => exposed),
    arms.map(({ share }) => share),
  );
  if (fit && fit.p < rule.mismatch) {
    return answer('mismatch', 'Customers are not shared between the variants as planned, so nothing can be concluded.');
  }
  const days = (now.getTime() - startedAt.getTime()) / DAY;
  const least = Math.min(...arms.map(({ delivered }) => delivered));
  const isOver = days >= rule.longestDays;
  if (!isOver && days < rule.leastDays) {
    return answer('keep_running', `Runs for ${Math.floor(days)} of at least ${rule.leastDays} full days.`);
  }
  if (!analysis || least < rule.leastPerVariant) {
    const short = `The smallest variant has ${least} of ${rule.leastPerVariant} deliveries.`;
    return isOver
      ? { ...answer('no_winner', `${short} The longest time for a test is over.`), isTooSmall: true }
      : answer('keep_running', short);
  }
  const { decision, reason, winner } = analysis;
  if (decision === 'ship') return answer('winner', reason, idOf(arms, winner));
  return answer(isOver || decision === 'no_difference' ? 'no_winner' : 'keep_running', reason);
}

function experimentOf(arms: readonly ArmResult[], rule: StoppingRule): Experiment {
  return {
    arms: arms.map(({ name, exposed, delivered, clicked, ordered, unsubscribed }) => ({
      name,
      people: exposed,
      outcomes: [clicked, ordered, unsubscribed].map((successes) => ({ kind: 'share', successes, trials: delivered })),
    })),
    metrics: METRICS,
    design: {
      ...DEFAULT_DESIGN,
      significance: rule.significance,
      looked: rule.holdsAtEveryLook ? 'continuously' : 'once',
      split: arms.map(({ share }) => share),
    },
  };
}

function comparisonsOf(arms: readonly ArmResult[], { results }: ExperimentVerdict): Comparison[] {
  const [clicks] = results;
  if (!clicks) return [];
  return clicks.comparisons.map(({ arm, statistic, corrected, difference }) => ({
    variantId: idOf(arms, arm) ?? '',
    statistic,
    p: corrected,
    difference,
  }));
}

function idOf(arms: readonly ArmResult[], name: string | null): string | null {
  return arms.find((arm) => arm.name === name)?.variantId ?? null;
}
