import { agentName } from '@/domain/agents/agent-cards';
import { ruleName } from '@/domain/guardrails/rule-names';
import { CHANGE_KINDS, GAPS, gapsIn } from '@/domain/replay/change-kinds';
import type { Sides } from '@/domain/replay/totals';
import { formatMoney } from '@/domain/shared/format-money';
import { formatCount, formatExact, plural } from '@/lib/format';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { ReplayedChange, ReplayRunDetail } from '@/server/services/replay';

/** Decisions named at most. */
const NAMES = 20;

/** The result for a machine: counts, and totals in minor units with their 95 % intervals. */
export function resultJson(run: ReplayRunDetail, named: readonly ReplayedChange[]) {
  const { id, name, from, to, done, currency, tally, totals, blindSpots } = run;
  const { same, changed, untouched, gaps, kinds, rules, transitions, outcomes } = tally;
  return {
    ...{ id, tried: name, from, to, currency, decisions: done, isIdentical: isIdentical(run) },
    ...{ same, changed, untouched, decidedAgain: done - untouched, gaps, kinds, rules, transitions, outcomes },
    expectedValueCents: totals.value,
    expectedValueByItselfCents: totals.valueByItself,
    expectedDiscountCents: totals.discount,
    discountAtMostCents: totals.discountAtMost,
    blindSpots,
    named: named.slice(0, NAMES),
  };
}

/** Whether every decision came out as it stands on record. */
export function isIdentical({ tally }: Pick<ReplayRunDetail, 'tally'>): boolean {
  return tally.changed === 0 && gapsIn(tally) === 0;
}

/** Where the pages of a workspace are and by whose clock its times are told: its slug, its zone. */
export type Place = { slug: string; timezone: string };

/** The result in words, its decisions by time, proposal and agent, each with the path of its page. */
export function resultLines(run: ReplayRunDetail, named: readonly ReplayedChange[], place: Place): string[] {
  const { tally, totals, name, currency, blindSpots } = run;
  const rows = (title: string, counts: Readonly<Record<string, number>>, words: (key: string) => string) =>
    Object.keys(counts).length === 0
      ? []
      : [title, ...byCount(counts).map(([key, count]) => `  ${formatCount(count).padStart(9)}  ${words(key)}`)];
  const money = (label: string, { before, after, difference }: Sides) =>
    before && after && difference
      ? [
          `  ${label.padEnd(34)} ${formatMoney(before.total, currency)} -> ${formatMoney(after.total, currency)}, ` +
            `difference ${formatMoney(difference.total, currency)} ` +
            `(95 %: ${formatMoney(difference.low, currency)} to ${formatMoney(difference.high, currency)})`,
        ]
      : [];
  return [
    `${plural(run.done, 'decision')} replayed. Tried: ${name}.`,
    `  ${formatCount(tally.same)} the same, ${formatCount(tally.changed)} changed, ${formatCount(gapsIn(tally))} could not be made again.`,
    `  ${formatCount(run.done - tally.untouched)} decided again, ${formatCount(tally.untouched)} shown to be untouched: nothing they depend on differs.`,
    ...rows('Outcomes that are others:', tally.transitions, (key) => key.split('>').map(outcomeWords).join(' -> ')),
    ...rows('What changes:', tally.kinds, (key) => CHANGE_KINDS[key as keyof typeof CHANGE_KINDS]),
    ...rows('By which rules:', tally.rules, ruleName),
    ...rows('Not made again:', tally.gaps, (key) => GAPS[key as keyof typeof GAPS]),
    ...(tally.changed > 0 ? ['Expected of what would be sent, reviews counted as approved:'] : []),
    ...(tally.changed > 0 ? money('Value, less discounts', totals.value) : []),
    ...(tally.changed > 0 ? money('Value of what needs nobody', totals.valueByItself) : []),
    ...(tally.changed > 0 ? money('Discounts, expected', totals.discount) : []),
    ...(tally.changed > 0 ? money('Discounts, at most', totals.discountAtMost) : []),
    ...(blindSpots.length > 0 ? ['A replay cannot show:'] : []),
    ...blindSpots.map(({ path, words }) => `  ${path}: ${words}`),
    ...(named.length > 0 ? ['Such as:'] : []),
    ...named.slice(0, NAMES).flatMap((change) => changeLines(change, run.id, place)),
    `The whole result: /${place.slug}/policies/replays/${run.id}`,
  ];
}

function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}

/** A decision in three lines: when and what, what becomes of it, and where it can be read. */
function changeLines(
  { decisionId, decidedAt, summary, gap, detail, kinds, rules, before, after }: ReplayedChange,
  runId: string,
  { slug, timezone }: Place,
): string[] {
  const agent = before ? `, ${agentName(before.agentId)}` : '';
  const what = [`  ${formatExact(decidedAt, timezone)}${agent}`, `    ${summary}`];
  if (gap) return [...what, `    ${GAPS[gap]} ${detail ?? ''}`.trimEnd(), `    /${slug}/decisions/${decisionId}`];
  const outcome = [...new Set([before, after].map((answer) => outcomeWords(answer?.outcome ?? '')))].join(' -> ');
  const how = kinds.map((kind) => CHANGE_KINDS[kind].toLowerCase()).join(', ');
  const why = rules.length > 0 ? ` (${rules.map(ruleName).join(', ')})` : '';
  return [...what, `    ${outcome}; ${how}${why}`, `    /${slug}/policies/replays/${runId}/${decisionId}`];
}

function outcomeWords(outcome: string): string {
  return OUTCOME_WORDS[outcome as keyof typeof OUTCOME_WORDS]?.label ?? outcome;
}
