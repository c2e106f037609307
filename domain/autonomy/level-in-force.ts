import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';

/** The level, 0 to 3, at which an agent's action runs: what was earned, as far as the phase of the rollout lets it go. */
export function levelInForce(
  { agentId, action }: Pick<Candidate, 'agentId' | 'action'>,
  { autonomy, rollout }: Pick<Snapshot, 'autonomy' | 'rollout'>,
  policy: Policy,
): number {
  const known = autonomy.find((row) => row.agentId === agentId && row.action === action);
  const earned = known?.level ?? policy.autonomy.startLevel;
  return Math.min(earned, rollout?.highestLevel ?? earned);
}

/** Up to level 1 a person judges every decision. */
export function isAlwaysReviewed(level: number): boolean {
  return level <= 1;
}
