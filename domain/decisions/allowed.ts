import type { DecisionId } from '../shared/ids';
import type { Decided } from './decided';
import type { WAITING_TO_LEAVE } from './outcome';

declare const allowed: unique symbol;

/** Names of a stored decision, as a message needs them. */
export type DecisionNames = {
  readonly id: DecisionId;
  readonly customerId: string;
  readonly agentId: string;
  readonly action: string;
  readonly isSimulated: boolean;
};

/**
 * A decision from which a message may be made. Nothing outside this file can make one: it comes of a decision that
 * passed all guardrails within its autonomy, or of a person's approval that passed them again.
 */
export type AllowedDecision = DecisionNames & {
  readonly outcome: (typeof WAITING_TO_LEAVE)[number];
  readonly [allowed]: true;
};

/** The decision as one that may be sent, or null: not scheduled, or a guardrail that does not pass. */
export function allowedByItself(decided: Decided, names: DecisionNames): AllowedDecision | null {
  const passed = decided.verdicts.length > 0 && decided.verdicts.every((verdict) => verdict.verdict === 'pass');
  if (decided.outcome !== 'scheduled' || !passed || decided.chosen?.action !== names.action) return null;
  return { ...names, outcome: 'scheduled' } as AllowedDecision;
}

/**
 * The decision as one that may be sent because a person said so, or null: the guardrails, run again at the moment of
 * approval, block it.
 */
export function allowedByPerson(
  names: DecisionNames,
  outcome: 'approved' | 'edited',
  recheck: Pick<Decided, 'verdicts'>,
): AllowedDecision | null {
  const stands = recheck.verdicts.length > 0 && recheck.verdicts.every((verdict) => verdict.verdict !== 'block');
  if (!stands) return null;
  return { ...names, outcome } as AllowedDecision;
}
