import { z } from 'zod';
import type { Outcome } from '../decisions/outcome';
import type { Policy } from '../policies/policy';
import { after, MINUTE } from '../shared/time';
import type { Role } from '../workspaces/permissions';
import { mayApprove } from './discount-authority';
import { REJECT_REASONS } from './reject-reasons';

export { REJECT_REASONS };
/** Why a person says no: a key of `REJECT_REASONS`. */
export type RejectReason = keyof typeof REJECT_REASONS;
export const RejectReason = z.enum(Object.keys(REJECT_REASONS) as [RejectReason, ...RejectReason[]]);

/** A person's answer. A rejection names a reason; "other" also needs a note. */
export const ReviewVerdict = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('approve'), note: z.string().trim().max(2_000).optional() }),
  z
    .object({ verdict: z.literal('reject'), reason: RejectReason, note: z.string().trim().max(2_000).optional() })
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
  readonly percentOff: number | null;
};

export type Judgement =
  | { readonly ok: true; readonly outcome: 'approved' | 'rejected'; readonly version: number }
  | { readonly ok: false; readonly refusal: 'stale' | 'decided' | 'late' | 'role'; readonly message: string };

/**
 * A person's verdict on what they saw (`seenVersion`). Refused when the item changed or was decided meanwhile, when it
 * is too late, or when the discount is above what the role may approve. Rejecting is open to every reviewer.
 */
export function judge(
  item: ReviewItem,
  answer: ReviewVerdict,
  by: { readonly role: Role | null; readonly seenVersion: number; readonly now: Date },
  policy: Policy,
): Judgement {
  if (item.outcome !== 'in_review') {
    return { ok: false, refusal: 'decided', message: 'This decision is no longer waiting for a verdict.' };
  }
  if (item.version !== by.seenVersion) {
    return { ok: false, refusal: 'stale', message: 'This decision changed since you opened it. Look again.' };
  }
  if (item.reviewBy && by.now > item.reviewBy) {
    return {
      ok: false,
      refusal: 'late',
      message: 'It is too late for this one: its moment has passed, so it is held.',
    };
  }
  if (answer.verdict === 'reject') return { ok: true, outcome: 'rejected', version: item.version + 1 };
  if (by.role !== null && !mayApprove(by.role, item.percentOff, policy)) {
    return {
      ok: false,
      refusal: 'role',
      message: `A discount of ${item.percentOff}% is above ${policy.financial.managerUpToPercent}%: only an administrator may approve it.`,
    };
  }
  return { ok: true, outcome: 'approved', version: item.version + 1 };
}

/** When a decision made at `decidedAt` should have been judged. A target, not a limit. */
export function slaDueAt(decidedAt: Date, policy: Policy): Date {
  return after(decidedAt, policy.review.slaMinutes * MINUTE);
}
