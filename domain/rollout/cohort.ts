import type { Snapshot } from '../decisions/snapshot';
import { percentWords, plainWords } from '../shared/figure-words';
import { stableUnit } from '../shared/stable-hash';
import { type Cohort, phaseOf } from './plan';

/** What a running rollout allows, as a snapshot carries it: stored whole, so that a later plan changes no decision of now. */
export type RolloutFact = NonNullable<Snapshot['rollout']>;

/** What a step of the rollout allows. */
export function allowedAt(cohort: Cohort): RolloutFact {
  const { id, engagedAbove, channels, agents, highestLevel } = phaseOf(cohort);
  return {
    phase: id,
    cohort,
    engagedAbove,
    channels: channels && [...channels],
    agents: agents && [...agents],
    highestLevel,
  };
}

/**
 * Whether a customer belongs to the first `percent` of all. One hash places everybody once and for ever, so that cohorts are
 * nested; its salt is not the holdout's, so that neither says anything of the other.
 */
export function isInCohort(workspaceSalt: string, customerId: string, percent: number): boolean {
  return stableUnit(`rollout:${workspaceSalt}`, customerId) < percent / 100;
}

type Facts = Pick<Snapshot, 'workspace' | 'rollout'> & {
  customer: Pick<Snapshot['customer'], 'id' | 'engagementScore'>;
};

/** Why the rollout has not come to a customer yet; null where it has, or where there is none. */
export function outsideCohort({ workspace, customer, rollout }: Facts): string | null {
  if (!rollout) return null;
  const { phase, cohort, engagedAbove } = rollout;
  if (!isInCohort(workspace.holdoutSalt, customer.id, cohort)) {
    return `Outside the rollout cohort: in this step of phase ${phase}, agents write to ${percentWords(cohort)} of customers.`;
  }
  if (engagedAbove !== null && customer.engagementScore <= engagedAbove) {
    return `Outside the rollout cohort: phase ${phase} is for customers whose engagement is above ${plainWords(engagedAbove)}; theirs is ${plainWords(customer.engagementScore)}.`;
  }
  return null;
}

/** Why a phase does not let an agent speak, or not on this channel; null where it does. */
export function notYetAllowed(
  what: { agentId: string; channel: NonNullable<RolloutFact['channels']>[number] },
  rollout: Snapshot['rollout'],
): string | null {
  if (rollout?.agents && !rollout.agents.includes(what.agentId)) {
    return `Phase ${rollout.phase} of the rollout leaves this agent out.`;
  }
  if (rollout?.channels && !rollout.channels.includes(what.channel)) {
    return `Phase ${rollout.phase} of the rollout leaves this channel out.`;
  }
  return null;
}
