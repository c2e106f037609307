import type { Policy } from '../policies/policy';
import { stableUnit } from '../shared/stable-hash';

/** How far one action of one agent may go by itself, and how its last verdicts went. */
export type AutonomyState = {
  readonly level: number;
  readonly approvedStreak: number;
  readonly rejectedStreak: number;
};

/** A change of level, in words for the record; null where the level stays. */
export type AutonomyStep = {
  readonly state: AutonomyState;
  readonly change: { readonly from: number; readonly to: number; readonly reason: string } | null;
  /** Why a level that the streak has earned is not given yet. */
  readonly withheld: string | null;
};

/** What level 3 asks for besides the streak. `lift` is null where the effect is not measured yet. */
export type AutonomyEvidence = {
  readonly judged: number;
  readonly approvedUnedited: number;
  readonly lift: number | null;
};

/** Autonomy levels 0 to 3 as people call them; the index is the level. */
export const LEVEL_NAMES = [
  'Suggests only',
  'Every decision reviewed',
  'Sampled review',
  'Autonomous within limits',
] as const;

/** The state of an action that nobody has judged yet. */
export function startingAutonomy(policy: Policy): AutonomyState {
  return { level: policy.autonomy.startLevel, approvedStreak: 0, rejectedStreak: 0 };
}

/**
 * A person approved. Unedited approvals in a row raise the level by one; an edit begins the row anew. Level 3 also
 * asks for evidence: the lower 95 % bound (Wilson) of "approved unedited", and a lift that is not negative.
 */
export function afterApproval(
  state: AutonomyState,
  approval: { readonly edited: boolean },
  evidence: AutonomyEvidence,
  policy: Policy,
): AutonomyStep {
  if (approval.edited) return kept({ ...state, approvedStreak: 0, rejectedStreak: 0 });
  const approvedStreak = state.approvedStreak + 1;
  const next = { level: state.level, approvedStreak, rejectedStreak: 0 };
  if (approvedStreak < policy.autonomy.approvalsToRise || state.level >= 3) return kept(next);
  const withheld = state.level === 2 ? missingEvidence(evidence, policy) : null;
  if (withheld) return { state: next, change: null, withheld };
  const to = state.level + 1;
  return {
    state: { level: to, approvedStreak: 0, rejectedStreak: 0 },
    change: { from: state.level, to, reason: `${approvedStreak} approvals in a row, none edited.` },
    withheld: null,
  };
}

/** A person rejected. A row of rejections lowers the level by one at once. */
export function afterRejection(state: AutonomyState, policy: Policy): AutonomyStep {
  const rejectedStreak = state.rejectedStreak + 1;
  if (rejectedStreak < policy.autonomy.rejectionsToFall || state.level === 0) {
    return kept({ level: state.level, approvedStreak: 0, rejectedStreak });
  }
  const to = state.level - 1;
  return {
    state: { level: to, approvedStreak: 0, rejectedStreak: 0 },
    change: { from: state.level, to, reason: `${rejectedStreak} rejections in a row.` },
    withheld: null,
  };
}

/** Whether a person sees this decision at level 2: a stable draw by the decision's key. */
export function isSampledForReview(key: string, policy: Policy): boolean {
  return stableUnit('sampled-review', key) < policy.review.sampleShare;
}

/** Lower bound of the 95 % Wilson score interval (Wilson 1927) of a share; 0 where nothing was judged. */
export function wilsonLowerBound(successes: number, total: number): number {
  if (total === 0) return 0;
  const z = 1.959963984540054;
  const share = successes / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return Math.max(0, (centre - spread) / (1 + (z * z) / total));
}

function kept(state: AutonomyState): AutonomyStep {
  return { state, change: null, withheld: null };
}

function missingEvidence(evidence: AutonomyEvidence, policy: Policy): string | null {
  const { evidenceDecisions, evidenceLowerBound } = policy.autonomy;
  if (evidence.judged < evidenceDecisions) {
    return `Level 3 asks for ${evidenceDecisions} judged decisions; there are ${evidence.judged}.`;
  }
  const bound = wilsonLowerBound(evidence.approvedUnedited, evidence.judged);
  if (bound <= evidenceLowerBound) {
    return `Level 3 asks for a lower bound of approvals above ${evidenceLowerBound}; it is ${bound.toFixed(3)}.`;
  }
  if (evidence.lift === null) return 'Level 3 asks for a lift against the holdout; it is not measured yet.';
  return evidence.lift < 0 ? 'Level 3 asks for a lift against the holdout that is not negative.' : null;
}
