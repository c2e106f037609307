import { z } from 'zod';
import type { Outcome } from '../decisions/outcome';
import type { Policy } from '../policies/policy';
import { after, MINUTE, SECOND } from '../shared/time';
import type { Role } from '../workspaces/permissions';
import { mayApprove } from './discount-authority';
import { REJECT_REASONS } from './reject-reasons';
import { ReviewEdit } from './review-edit';

export { REJECT_REASONS };
/** Why a person says no: a key of `REJECT_REASONS`. */
export type RejectReason = keyof typeof REJECT_REASONS;
export const RejectReason = z.enum(Object.keys(REJECT_REASONS) as [RejectReason, ...RejectReason[]]);

const Note = z.string().trim().max(2_000).optional();

/** A person's answer. A rejection names a reason; "other" also needs a note. An edit is an approval of other words. */
export const ReviewVerdict = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('approve'), note: Note }),
  z.object({ verdict: z.literal('edit'), edit: ReviewEdit, note: Note }),
  z
    .object({ verdict: z.literal('reject'), reason: RejectReason, note: Note })
    .refine((answer) => answer.reason !== 'other' || Boolean(answer.note), {
      message: 'Say in the note what is wrong.',
      path: ['note'],
    }),
]);
export type ReviewVerdict = z.infer<typeof ReviewVerdict>;

/** What of a decision matters for judging it. */
export type ReviewItem = {
  readonly outcome: Outcome;
  readonly version: number;
  readonly reviewBy: Date | null;
  /** Discount of what would be sent, after any edit; null: none. */
  readonly percentOff: number | null;
  /** The person whose work it is; null where it is an agent's alone. */
  readonly authorId: string | null;
  /** The person who wrote what it says, where that is another: of a campaign's messages. */
  readonly writerId: string | null;
  /** The person who asked an agent for it; null where nobody asked. */
  readonly askedById: string | null;
};

/** Who judges: a role for people, none for jobs. */
export type Judge = {
  readonly role: Role | null;
  readonly userId: string | null;
  readonly seenVersion: number;
  readonly now: Date;
};

/** Why a verdict is refused; `role` and `author` are about the person, so somebody else may be asked. */
export type Refusal = 'stale' | 'decided' | 'late' | 'role' | 'author';

export type Judgement =
  | { readonly ok: true; readonly outcome: 'approved' | 'edited' | 'rejected'; readonly version: number }
  | { readonly ok: false; readonly refusal: Refusal; readonly message: string };

const OUTCOMES = { approve: 'approved', edit: 'edited', reject: 'rejected' } as const;

/**
 * A person's verdict on what they saw (`seenVersion`). Refused when the item changed or was decided meanwhile, when it
 * is too late, when the discount is above what the role may approve, or when it is the person's own work or was made
 * because they asked for it. Rejecting is open to every reviewer, these included.
 */
export function judge(item: ReviewItem, verdict: ReviewVerdict['verdict'], by: Judge, policy: Policy): Judgement {
  const refusal = refusalOf(item, verdict, by, policy);
  if (refusal) return { ok: false, ...refusal };
  return { ok: true, outcome: OUTCOMES[verdict], version: item.version + 1 };
}

function refusalOf(
  item: ReviewItem,
  verdict: ReviewVerdict['verdict'],
  by: Judge,
  policy: Policy,
): { refusal: Refusal; message: string } | null {
  if (item.outcome !== 'in_review') {
    return { refusal: 'decided', message: 'This decision is no longer waiting for a verdict.' };
  }
  if (item.version !== by.seenVersion) {
    return { refusal: 'stale', message: 'This decision changed since you opened it. Look again.' };
  }
  if (item.reviewBy && by.now > item.reviewBy) {
    return { refusal: 'late', message: 'It is too late for this one: its moment has passed, so it is held.' };
  }
  if (verdict === 'reject' || by.role === null) return null;
  if (!mayApprove(by.role, item.percentOff, policy)) {
    return {
      refusal: 'role',
      message: `A discount of ${item.percentOff}% is above ${policy.financial.managerUpToPercent}%: only an administrator may approve it.`,
    };
  }
  if (by.userId !== null && (item.authorId === by.userId || item.writerId === by.userId)) {
    return { refusal: 'author', message: 'This is your own work: somebody else has to approve it.' };
  }
  if (item.askedById !== null && item.askedById === by.userId) {
    return { refusal: 'author', message: 'You asked for this decision: somebody else has to approve it.' };
  }
  return null;
}

/**
 * When the clock of a review begins: with the decision, and not before there was anybody to judge it (`attendedFrom`;
 * null while nobody has come, so that it has not begun).
 */
export function reviewBegins(decidedAt: Date, attendedFrom: Date | null, now: Date): Date {
  const from = attendedFrom ?? now;
  return from > decidedAt ? from : decidedAt;
}

/** When a decision whose review began at `decidedAt` should have been judged. A target, not a limit. */
export function slaDueAt(decidedAt: Date, policy: Policy): Date {
  return after(decidedAt, policy.review.slaMinutes * MINUTE);
}

/** Until when a verdict given at `givenAt` can be taken back: nothing leaves before. Null where the policy allows no undo. */
export function undoUntil(givenAt: Date, policy: Policy): Date | null {
  const { undoSeconds } = policy.review;
  return undoSeconds > 0 ? after(givenAt, undoSeconds * SECOND) : null;
}
