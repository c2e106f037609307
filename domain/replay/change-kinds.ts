/**
 * How a decision can change under another policy, the gravest first; the words follow "changes in". `checks`: it comes to
 * the same, but a rule judges it otherwise.
 */
export const CHANGE_KINDS = {
  outcome: 'Outcome',
  action: 'Action or channel',
  discount: 'Discount',
  time: 'Send time',
  message: 'Message',
  checks: 'Guardrail checks only',
} as const satisfies Readonly<Record<string, string>>;
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** Why a stored decision cannot be decided again, in words. */
export const GAPS = {
  snapshot: 'Its snapshot is of another form than this version of the product reads.',
  model: 'The models it was decided with are gone.',
  policy: 'The policy it was decided under is gone.',
  differs: 'Under the very policy of then, this version of the product decides otherwise.',
  broken: 'Deciding it broke then, so there is nothing to compare with.',
  failed: 'Deciding it again fails.',
} as const satisfies Readonly<Record<string, string>>;
export type Gap = keyof typeof GAPS;

/** How many decisions could not be decided again, from the count of each gap. */
export function gapsIn({ gaps }: { readonly gaps: Readonly<Record<string, number>> }): number {
  return Object.values(gaps).reduce((sum, each) => sum + each, 0);
}

/** What changes without one rule that could be named: the agent proposes something else. */
export const BY_THE_AGENT = 'agent.proposal';

/** What leaves at another time and is the same in all else, without a rule that could be named. */
export const BY_ITS_TIME = 'agent.send_time';
