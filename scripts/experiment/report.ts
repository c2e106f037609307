import type { ExperimentVerdict } from '@/domain/experiments/analyse-experiment';
import type { MetricResult } from '@/domain/experiments/compare-arms';
import type { ManyFindings } from '@/domain/experiments/many-experiments';
import { chanceWords, DECISION_WORDS, liftWords } from '@/domain/experiments/verdict-words';
import { percentWords, plainWords } from '@/domain/shared/figure-words';
import { plural } from '@/domain/shared/plural';

const MARKS = { good: 'ok', warn: '!', bad: '!!' } as const;
const MOST_NAMED = 50;

/** A verdict as lines of text. */
export function verdictLines({ decision, reason, health, results }: ExperimentVerdict): string[] {
  return [
    `${DECISION_WORDS[decision]}. ${reason}`,
    '',
    ...health.map(({ state, words }) => `  ${MARKS[state].padEnd(3)}${words}`),
    ...results.flatMap((result) => ['', ...resultLines(result)]),
  ];
}

function resultLines({ metric, arms, comparisons }: MetricResult): string[] {
  const goal = metric.goal === 'decrease' ? ', lower is better' : '';
  return [
    `${metric.name} (${metric.role}${goal})`,
    ...arms.map((arm, index) => {
      const { value, people, successes, standing } = arm;
      const figure = value === null ? '-' : metric.kind === 'share' ? percentWords(value * 100) : plainWords(value);
      const count =
        successes === null ? plural(people, 'person', 'people') : `${plainWords(successes)} of ${plainWords(people)}`;
      const best = standing ? `, best with ${percentWords(Math.round(standing.chance * 1e3) / 10)}` : '';
      const comparison = comparisons[index - 1];
      const against = comparison
        ? `: ${comparison.lift ? `${liftWords(comparison.lift.estimate)} (${liftWords(comparison.lift.low)} to ${liftWords(comparison.lift.high)}), ` : ''}${chanceWords(comparison.corrected)}`
        : ': control';
      return `  ${arm.arm.padEnd(20)} ${figure.padStart(10)}  ${count}${against}${best}`;
    }),
  ];
}

/** What was found among many experiments, as lines of text. */
export function manyLines({ findings, falseDiscovery }: ManyFindings): string[] {
  const of = (state: string) => plainWords(findings.filter((finding) => finding.state === state).length);
  const found = findings
    .filter(({ state }) => state === 'better' || state === 'worse')
    .sort((a, b) => (a.q ?? 1) - (b.q ?? 1));
  const limit = percentWords(falseDiscovery * 100);
  return [
    `${plural(findings.length, 'experiment')}: ${of('better')} better, ${of('worse')} worse, ${of('none')} without a difference told, ` +
      `${of('invalid')} invalid (not shared as planned), ${of('incomplete')} incomplete.`,
    `Of those called better or worse, at most ${limit} are expected to be neither (Benjamini-Hochberg).`,
    '',
    ...found.slice(0, MOST_NAMED).map(({ name, state, comparison, q }) => {
      const lift = comparison?.lift ? ` ${liftWords(comparison.lift.estimate)},` : '';
      return `  ${name}: “${comparison?.arm}” is ${state},${lift} ${chanceWords(q).replace('p', 'q')}`;
    }),
    ...(found.length > MOST_NAMED ? [`  and ${found.length - MOST_NAMED} more: --json names them all`] : []),
  ];
}
