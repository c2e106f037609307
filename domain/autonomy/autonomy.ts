import type { Policy } from '../policies/policy';
import { daysBetween } from '../shared/time';
import { type Breach, breachWords } from './breach';
import type { AutonomyEvidence, Harm } from './evidence';
import { waveOf } from './harm';
import { requirementsToRise } from './requirements';
import { type Surge, surgeWords } from './surge';

/** How far one action of one agent may go by itself, and how its last verdicts went. */
export type AutonomyState = {
  readonly level: number;
  readonly approvedStreak: number;
  readonly rejectedStreak: number;
};

/** What can happen to a level by rule; a person who sets one by hand asks no rule. */
export type AutonomyEvent =
  | { readonly kind: 'approved'; readonly edited: boolean; readonly evidence: AutonomyEvidence }
  | { readonly kind: 'rejected' }
  /** What customers did since the level was given. */
  | { readonly kind: 'harm'; readonly harm: Harm }
  /** The agent decided so much more than it ever did that it was stopped. */
  | { readonly kind: 'surge'; readonly surge: Surge }
  /** Decisions whose touches, by what is known now, should not have left: the records say so, or a person does. */
  | { readonly kind: 'breach'; readonly breach: Breach }
  /** Time went by; `confirmedAt` is when a person last approved one unedited, or the level was given. */
  | { readonly kind: 'time'; readonly confirmedAt: Date; readonly now: Date };

/** Why a level changed. */
export const CHANGE_CAUSES = [
  'approvals',
  'rejections',
  'anomaly',
  'breach',
  'unconfirmed',
  'override',
  'undone',
] as const;
export type ChangeCause = (typeof CHANGE_CAUSES)[number];

/** A change of level in words and with what was counted, for the record. */
export type LevelChange = {
  readonly from: number;
  readonly to: number;
  readonly cause: ChangeCause;
  readonly reason: string;
  readonly evidence: object;
};

export type AutonomyStep = {
  readonly state: AutonomyState;
  /** Null where the level stays. */
  readonly change: LevelChange | null;
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
 * What becomes of a level. Up by one after a row of unedited approvals without harm; level 3 also asks for proof (see
 * `requirementsToRise`). Down by one at once on a row of rejections, a wave of complaints or unsubscribes, a sudden
 * volume, a breach that is found later, and where nobody has confirmed it for too long: only levels that act by themselves need that.
 */
export function nextAutonomy(state: AutonomyState, event: AutonomyEvent, policy: Policy): AutonomyStep {
  switch (event.kind) {
    case 'approved':
      return event.edited ? kept({ ...state, approvedStreak: 0, rejectedStreak: 0 }) : approved(state, event, policy);
    case 'rejected':
      return rejected(state, policy);
    case 'harm':
      return harmed(state, event.harm, policy);
    case 'surge':
      return surged(state, event.surge);
    case 'breach':
      return breached(state, event.breach);
    case 'time':
      return unconfirmed(state, event, policy);
  }
}

function approved(state: AutonomyState, { evidence }: { evidence: AutonomyEvidence }, policy: Policy): AutonomyStep {
  const next = { level: state.level, approvedStreak: state.approvedStreak + 1, rejectedStreak: 0 };
  const asked = requirementsToRise(next, evidence, policy);
  if (asked.length === 0 || asked.some(({ isMet }) => !isMet)) return kept(next);
  const reason = `${next.approvedStreak} approvals in a row, none edited, and no harm.`;
  return moved(next, 1, { cause: 'approvals', reason, evidence: { approvedStreak: next.approvedStreak, ...evidence } });
}

function rejected(state: AutonomyState, policy: Policy): AutonomyStep {
  const next = { level: state.level, approvedStreak: 0, rejectedStreak: state.rejectedStreak + 1 };
  if (next.rejectedStreak < policy.autonomy.rejectionsToFall) return kept(next);
  const { rejectedStreak } = next;
  return moved(next, -1, {
    cause: 'rejections',
    reason: `${rejectedStreak} rejections in a row.`,
    evidence: { rejectedStreak },
  });
}

function harmed(state: AutonomyState, harm: Harm, policy: Policy): AutonomyStep {
  const wave = waveOf(harm, policy);
  if (!wave) return kept(state);
  const reason = `A wave of ${wave.what}: ${wave.count} on ${harm.touches} touches.`;
  return moved(state, -1, { cause: 'anomaly', reason, evidence: { ...harm, ...wave } });
}

function surged(state: AutonomyState, surge: Surge): AutonomyStep {
  return moved(state, -1, { cause: 'anomaly', reason: `${surgeWords(surge)}.`, evidence: surge });
}

function breached(state: AutonomyState, breach: Breach): AutonomyStep {
  if (breach.decisions.length === 0) return kept(state);
  return moved(state, -1, { cause: 'breach', reason: breachWords(breach), evidence: breach });
}

function unconfirmed(state: AutonomyState, time: { confirmedAt: Date; now: Date }, policy: Policy): AutonomyStep {
  const days = Math.floor(daysBetween(time.confirmedAt, time.now));
  if (state.level < 2 || days < policy.autonomy.confirmDays) return kept(state);
  const reason = `Not confirmed by an approval of a reviewed decision for ${days} days.`;
  const evidence = { confirmedAt: time.confirmedAt.toISOString(), days };
  return moved(state, -1, { cause: 'unconfirmed', reason, evidence });
}

function kept(state: AutonomyState): AutonomyStep {
  return { state, change: null };
}

/** One level up or down, counting anew; there is nothing below 0. */
function moved(state: AutonomyState, by: 1 | -1, why: Omit<LevelChange, 'from' | 'to'>): AutonomyStep {
  const to = state.level + by;
  if (to < 0) return kept(state);
  return { state: { level: to, approvedStreak: 0, rejectedStreak: 0 }, change: { from: state.level, to, ...why } };
}
