import type { ReviewEdit } from '@/domain/review/review-edit';
import type { EditCheck } from '@/server/services/review';

/** An edit and what is known of it. `isCurrent`: the answer is about these very words, and no other is on its way. */
export type CheckedEdit = {
  edit: ReviewEdit | null;
  check: EditCheck | undefined;
  isCurrent: boolean;
  problem: string | null;
};

export type EditStanding =
  | { kind: 'ready'; edit: ReviewEdit }
  | { kind: 'checking' }
  | { kind: 'refused'; why: string };

/** The verdicts about an edit: of the words as they stand only where `isCurrent`; null where none came. */
export type EditedVerdicts = { verdicts: EditCheck['verdicts'] | null; isCurrent: boolean };

/** Whether an edit may be approved as it stands on screen. */
export function standingOf({ edit, check, isCurrent, problem }: CheckedEdit): EditStanding {
  if (!edit) return { kind: 'refused', why: 'Nothing is changed yet: go back to approve it as it is.' };
  if (!isCurrent) return { kind: 'checking' };
  if (problem) return { kind: 'refused', why: problem };
  if (!check) return { kind: 'checking' };
  if (check.refusal) return { kind: 'refused', why: check.refusal };
  if (check.blocking.length > 0) {
    const reasons = check.blocking.map(({ reason }) => reason).join(' ');
    return { kind: 'refused', why: `A guardrail stops it as it is now. ${reasons}` };
  }
  return { kind: 'ready', edit };
}

/**
 * What becomes of an approval that was pressed before the guardrails had answered; null while they have not. It holds
 * only where the person could not have wanted otherwise: what the guardrails found anew has to be read first.
 */
export function afterWaiting(checked: CheckedEdit): { approves: true } | { approves: false; why: string } | null {
  const standing = standingOf(checked);
  if (standing.kind === 'checking') return null;
  if (standing.kind === 'refused') return { approves: false, why: `Not approved: ${standing.why}` };
  if ((checked.check?.worse.length ?? 0) === 0) return { approves: true };
  return {
    approves: false,
    why: 'Not approved yet: the guardrails ask for a closer look. Read what they found, then press again.',
  };
}
