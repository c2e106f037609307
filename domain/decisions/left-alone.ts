import type { Policy } from '../policies/policy';
import { outsideCohort } from '../rollout/cohort';
import { isHeldOut } from './holdout';
import type { Snapshot } from './snapshot';

/**
 * Whether, and why, a customer is left alone on purpose. The holdout is random and lasts, and is what effect is measured
 * against; outside the cohort is whoever the rollout has not come to, and is measured against nothing. One can be both.
 */
export type LeftAlone = {
  readonly heldOut: boolean;
  readonly outsideCohort: boolean;
  /** In a sentence; null for a customer who may be touched. */
  readonly reason: string | null;
};

type Facts = Parameters<typeof outsideCohort>[0];

const HELD_OUT = 'Left alone on purpose this quarter, so that the effect of touches can be measured.';

/** Who may be touched, and who is left alone: every road to a customer asks here, and nowhere else. */
export function leftAlone(facts: Facts, policy: Policy, at: Date): LeftAlone {
  const heldOut = isHeldOut(facts.workspace.holdoutSalt, facts.customer.id, at, policy);
  const outside = outsideCohort(facts);
  return { heldOut, outsideCohort: outside !== null, reason: outside ?? (heldOut ? HELD_OUT : null) };
}

/** What a decision was made on, and when. */
type Then = { readonly rollout: Snapshot['rollout']; readonly decidedAt: Date };

/**
 * Why a customer who could be touched when it was decided is left alone now: another quarter draws another holdout, and a
 * rollout can take a step back. Null where nothing of that has changed.
 */
export function leftAloneSince(then: Then, now: Facts, policy: Policy, at: Date): LeftAlone | null {
  const answer = leftAlone(now, policy, at);
  if (answer.reason === null) return null;
  const before = leftAlone({ ...now, rollout: then.rollout }, policy, then.decidedAt);
  return before.reason === null ? answer : null;
}
