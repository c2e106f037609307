import type { Decided } from '../decisions/decided';
import type { Severity } from '../guardrails/verdict';
import { BY_ITS_TIME, BY_THE_AGENT, type ChangeKind } from './change-kinds';
import { firstDifference } from './first-difference';

/** What is different, and by which rules; a policy change that leaves everything as it was has no kinds. */
export type Comparison = {
  /** Gravest first. */
  readonly kinds: readonly ChangeKind[];
  /** Rules that judge otherwise, in the order of the guardrails; at least one where there are kinds. */
  readonly rules: readonly string[];
};

/** What of a decision is compared, and what its answer is made of. */
export type Compared = Pick<Decided, 'outcome' | 'agentId' | 'chosen' | 'verdicts' | 'reasons' | 'heldOut' | 'sendAt'>;

/** Factors of reasons that decide who has the last word, beside the rules of guardrails. */
const DECISIVE_FACTORS: ReadonlySet<string> = new Set([
  'autonomy_level',
  'sampled_review',
  'escalation',
  'doubt',
  'stop',
  'arbitration',
]);

/**
 * Two decisions of one snapshot. A figure that only reads otherwise ("limit 2" for "limit 3") is no change as long as
 * every rule says the same of the same message.
 */
export function compare(before: Compared, after: Compared): Comparison {
  const rules = differingRules(before, after);
  const kinds = [
    ...(before.outcome === after.outcome ? [] : (['outcome'] as const)),
    ...changesOfChoice(before, after),
    ...(rules.length > 0 ? (['checks'] as const) : []),
  ];
  const told = kinds.length > 1 ? kinds.filter((kind) => kind !== 'checks') : kinds;
  if (told.length === 0 || rules.length > 0) return { kinds: told, rules };
  return { kinds: told, rules: [told.every((kind) => kind === 'time') ? BY_ITS_TIME : BY_THE_AGENT] };
}

function changesOfChoice(before: Compared, after: Compared): ChangeKind[] {
  const [old, next] = [before.chosen, after.chosen];
  if (!old || !next) {
    // That nothing is chosen any more, or something now, is told by the outcome.
    return old === next || before.outcome !== after.outcome ? [] : ['action'];
  }
  const kinds: ChangeKind[] = [];
  if (old.agentId !== next.agentId || old.action !== next.action || old.channel !== next.channel) kinds.push('action');
  if (firstDifference(old.offer, next.offer) !== null) kinds.push('discount');
  if (old.sendAt !== next.sendAt) kinds.push('time');
  if (kinds.length === 0 && firstDifference(old.content, next.content) !== null) kinds.push('message');
  return kinds;
}

/** Rules, and what else decides who has the last word, that say otherwise or speak on one side only. */
function differingRules(before: Compared, after: Compared): string[] {
  const [old, next] = [voices(before), voices(after)];
  const names = new Set([...old.keys(), ...next.keys()]);
  return [...names].filter((name) => (old.get(name) ?? 'pass') !== (next.get(name) ?? 'pass'));
}

/** What each rule says; one that has several findings says the gravest first. */
function voices(decided: Compared): Map<string, Severity | 'says'> {
  const said = new Map<string, Severity | 'says'>();
  for (const { findings } of decided.verdicts) {
    for (const { rule, verdict } of findings) if (!said.has(rule)) said.set(rule, verdict);
  }
  for (const { factor } of decided.reasons) {
    if (DECISIVE_FACTORS.has(factor)) said.set(factor, 'says');
  }
  if (decided.heldOut) said.set('holdout', 'says');
  return said;
}
