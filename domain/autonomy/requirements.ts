import type { Policy } from '../policies/policy';
import { percentWords } from '../shared/figure-words';
import { type AutonomyEvidence, wilsonLowerBound } from './evidence';
import { harmIn } from './harm';

/** One thing the next level asks for. `have` and `need` count, where it is something that is counted. */
export type Requirement = {
  readonly id: 'approvals' | 'harm' | 'judged' | 'bound' | 'lift';
  readonly isMet: boolean;
  /** Where it stands, as a sentence. */
  readonly text: string;
  readonly have: number | null;
  readonly need: number | null;
};

type Row = { readonly level: number; readonly approvedStreak: number };

/** What the next level asks for and how much of it is there; nothing at the top. */
export function requirementsToRise(state: Row, evidence: AutonomyEvidence, policy: Policy): Requirement[] {
  if (state.level >= 3) return [];
  const both = [approvals(state, policy), noHarm(evidence, policy)];
  return state.level < 2 ? both : [...both, judged(evidence, policy), bound(evidence, policy), lift(evidence)];
}

function approvals({ approvedStreak }: Row, { autonomy: { approvalsToRise: need } }: Policy): Requirement {
  const have = Math.min(approvedStreak, need);
  const text = `${have} of ${need} approvals in a row, none edited.`;
  return { id: 'approvals', isMet: have >= need, text, have, need };
}

function noHarm({ harm }: AutonomyEvidence, policy: Policy): Requirement {
  const done = harmIn(harm, policy);
  const text = done
    ? `${done}: no level is earned until they are past.`
    : `No harm seen in the last ${harm.days} days.`;
  return { id: 'harm', isMet: done === null, text, have: null, need: null };
}

function judged(evidence: AutonomyEvidence, { autonomy: { evidenceDecisions: need } }: Policy): Requirement {
  const text = `Decisions judged: ${evidence.judged}; level 3 asks for ${need}.`;
  return { id: 'judged', isMet: evidence.judged >= need, text, have: Math.min(evidence.judged, need), need };
}

function bound({ judged: total, approvedUnedited }: AutonomyEvidence, policy: Policy): Requirement {
  const need = policy.autonomy.evidenceLowerBound;
  const lower = wilsonLowerBound(approvedUnedited, total);
  const text = `Approved without an edit: ${approvedUnedited} of ${total}, surely at least ${percentWords(Math.floor(lower * 1000) / 10)}; level 3 asks for more than ${percentWords(need * 100)}.`;
  return { id: 'bound', isMet: lower > need, text, have: null, need: null };
}

function lift({ lift: found }: AutonomyEvidence): Requirement {
  const base = { id: 'lift', have: null, need: null } as const;
  if (!found?.perCustomer) {
    const why = found?.missing ?? 'It was not measured.';
    return { ...base, isMet: false, text: `Effect against the holdout: not enough data. ${why}` };
  }
  const isMet = found.perCustomer.estimate >= 0;
  return { ...base, isMet, text: `Effect against the holdout: ${isMet ? 'not negative' : 'negative'}.` };
}
