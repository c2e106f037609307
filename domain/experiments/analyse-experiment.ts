import { percentWords } from '../shared/figure-words';
import { plural } from '../shared/plural';
import { sampleOf } from '../statistics/moments';
import { peoplePerArm, peoplePerArmForMeans } from '../statistics/sample-size';
import { type ArmComparison, compareArms, type MetricResult } from './compare-arms';
import type { Design, Experiment, ExperimentDecision, Outcome } from './experiment';
import { type HealthCheck, looksCheck, powerCheck, sharesCheck, sizeCheck, splitCheck } from './health-checks';
import { chanceWords, liftWords } from './verdict-words';

export type ExperimentVerdict = {
  readonly decision: ExperimentDecision;
  /** The arm to ship; null for every other decision. */
  readonly winner: string | null;
  /** Why, in plain words. */
  readonly reason: string;
  readonly health: readonly HealthCheck[];
  /** In the order of the metrics; the first goal decides. */
  readonly results: readonly MetricResult[];
};

/**
 * The verdict on an experiment: health first, then every metric of every challenger against the control, then one
 * decision by the first goal, which guardrails may forbid. Nothing is concluded of arms that people were not shared
 * between as planned. Throws RangeError without two arms or without a goal.
 */
export function analyseExperiment(experiment: Experiment): ExperimentVerdict {
  const { arms, metrics, design } = experiment;
  const at = metrics.findIndex(({ role }) => role === 'goal');
  if (arms.length < 2 || at < 0) throw new RangeError('An experiment has two arms and a goal at least.');
  const results = metrics.map((metric, index) => compareArms(arms, metric, index, design));
  const goal = results[at];
  const control = arms[0]?.outcomes[at];
  if (!goal || !control) throw new RangeError('An arm lacks an outcome.');
  const split = splitCheck(experiment);
  const size = sizeCheck(experiment, at);
  const health = [split, size, looksCheck(design), powerCheck(experiment, control), ...sharesCheck(experiment)];
  const answer = (decision: ExperimentDecision, reason: string, winner: string | null = null): ExperimentVerdict => ({
    decision,
    winner,
    reason,
    health,
    results,
  });
  if (split.state === 'bad') return answer('invalid', split.words);
  if (size.state === 'bad') return answer('keep_running', size.words);
  if (goal.comparisons.every(({ difference }) => difference === null)) {
    return answer('keep_running', `Nothing can be told of ${goal.metric.name}: ${whyNothing(control)}`);
  }
  return answer(...decide(goal, results, design, control, arms[0]?.name ?? ''));
}

type Answer = [decision: ExperimentDecision, reason: string, winner?: string | null];

function decide(
  goal: MetricResult,
  results: readonly MetricResult[],
  design: Design,
  control: Outcome,
  controlName: string,
): Answer {
  const better = goal.comparisons.filter(({ standing }) => standing === 'better').sort(byEffect(goal));
  const harmless = better.filter(({ arm }) => harmDone(results, arm) === null);
  const [winner] = harmless;
  if (winner) {
    const also = harmless[1] ? ` ${quoted(harmless[1].arm)} is better than it as well.` : '';
    return ['ship', `${told(winner, goal, controlName)}${also}`, winner.arm];
  }
  const [harmful] = better;
  if (harmful) {
    return ['stop', `${told(harmful, goal, controlName)} But it harms a guardrail: ${harmDone(results, harmful.arm)}.`];
  }
  const worse = goal.comparisons.filter(({ standing }) => standing === 'worse');
  const [first] = worse;
  if (first && worse.length === goal.comparisons.length) return ['stop', told(first, goal, controlName)];
  const open = goal.comparisons.filter(({ standing }) => standing !== 'worse');
  const limit = percentWords(design.worthHaving * 100);
  if (open.every((comparison) => isWithin(comparison, design.worthHaving))) {
    return ['no_difference', `Whatever the difference in ${goal.metric.name} is, it is smaller than ${limit}.`];
  }
  return ['keep_running', `${unclear(open, goal)} ${stillNeeded(goal, design, control)}`];
}

function byEffect({ metric }: MetricResult) {
  const sign = metric.goal === 'increase' ? 1 : -1;
  return (a: ArmComparison, b: ArmComparison) => sign * ((b.difference?.estimate ?? 0) - (a.difference?.estimate ?? 0));
}

function harmDone(results: readonly MetricResult[], arm: string): string | null {
  const harmed = results.filter(
    ({ metric, comparisons }) =>
      metric.role === 'guardrail' && comparisons.some((each) => each.arm === arm && each.standing === 'worse'),
  );
  return harmed.length > 0 ? harmed.map(({ metric }) => metric.name).join(', ') : null;
}

function isWithin({ lift }: ArmComparison, limit: number): boolean {
  return lift !== null && lift.low > -limit && lift.high < limit;
}

function told(comparison: ArmComparison, { metric }: MetricResult, control: string): string {
  const { lift, difference, corrected, standing, arm } = comparison;
  const size = lift
    ? `${liftWords(lift.estimate)} (interval ${liftWords(lift.low)} to ${liftWords(lift.high)})`
    : (difference?.estimate ?? 0) > 0
      ? 'more'
      : 'less';
  const how = standing === 'better' ? 'better' : 'worse';
  return `${quoted(arm)} is ${how} than ${quoted(control)} in ${metric.name}: ${size}, ${chanceWords(corrected)}.`;
}

function unclear(open: readonly ArmComparison[], { metric }: MetricResult): string {
  const least = Math.min(...open.map(({ corrected }) => corrected ?? 1));
  return `No difference in ${metric.name} is told from chance yet (${chanceWords(least)}).`;
}

function stillNeeded({ metric }: MetricResult, { worthHaving, significance }: Design, control: Outcome): string {
  const needed = neededFor(control, worthHaving, significance);
  if (needed === null) return '';
  return `To tell ${percentWords(worthHaving * 100)} of ${metric.name}, ${plural(needed, 'person', 'people')} an arm are needed.`;
}

function neededFor(control: Outcome, worthHaving: number, alpha: number): number | null {
  if (control.kind === 'share') {
    const share = control.successes / control.trials;
    const wanted = Math.min(1, share * (1 + worthHaving));
    return share > 0 && wanted > share ? peoplePerArm(share, wanted, { alpha }) : null;
  }
  if (control.kind === 'sum') return null;
  const { mean, variance } = sampleOf(control.moments);
  return mean > 0 && variance > 0 ? peoplePerArmForMeans(mean * worthHaving, Math.sqrt(variance), { alpha }) : null;
}

function whyNothing(control: Outcome): string {
  return control.kind === 'sum'
    ? 'amounts were handed in added up, and how they spread is needed.'
    : 'nothing varies in it.';
}

const quoted = (name: string) => `“${name}”`;
