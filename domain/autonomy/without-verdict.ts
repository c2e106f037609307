import type { Policy } from '../policies/policy';
import { type AutonomyState, nextAutonomy } from './autonomy';

/** A verdict that counts for autonomy. */
export type CountedVerdict = 'approved' | 'edited' | 'rejected';

/** A verdict that is taken back: where its pair stood before and after it, and how others were judged since. */
export type TakenBack = {
  readonly outcome: string;
  readonly from: AutonomyState;
  readonly to: AutonomyState;
  readonly since: readonly CountedVerdict[];
};

/**
 * Where a pair would stand had one verdict not been given: what was judged since counts on from where the pair stood
 * before it. Where something else has moved the pair meanwhile (a person, a wave of complaints), its level stays, and
 * only this one verdict is no longer counted.
 */
export function withoutVerdict(now: AutonomyState, { outcome, from, to, since }: TakenBack, policy: Policy) {
  const after = (state: AutonomyState) => since.reduce((next, verdict) => counted(next, verdict, policy), state);
  return isSameState(after(to), now) ? after(from) : lessOne(now, outcome);
}

/** One more verdict. Rising asks for evidence of its moment: the next approval asks for it. */
function counted(state: AutonomyState, verdict: CountedVerdict, policy: Policy): AutonomyState {
  if (verdict === 'rejected') return nextAutonomy(state, { kind: 'rejected' }, policy).state;
  return { ...state, approvedStreak: verdict === 'edited' ? 0 : state.approvedStreak + 1, rejectedStreak: 0 };
}

/** Takes one verdict off its row; the rest stays. */
function lessOne(state: AutonomyState, outcome: string): AutonomyState {
  const row = outcome === 'rejected' ? 'rejectedStreak' : 'approvedStreak';
  return { ...state, [row]: Math.max(0, state[row] - 1) };
}

/** Whether two states say the same. */
function isSameState(one: AutonomyState, other: AutonomyState): boolean {
  const isLevel = one.level === other.level;
  return isLevel && one.approvedStreak === other.approvedStreak && one.rejectedStreak === other.rejectedStreak;
}
