import { Candidate } from '@/domain/decisions/candidate';
import { Outcome as OutcomeShape } from '@/domain/decisions/outcome';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { changeWords, rejudgedWords } from '@/domain/review/rejudged';
import { judge } from '@/domain/review/review-item';
import { formatDateTime } from '@/lib/format';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { approve } from './approve';
import { claimedByOther } from './claim-review';
import { editOf } from './edit-of';
import { lockDecision } from './lock-decision';
import { reject } from './reject';
import { rejudgementsOf } from './rejudgements';
import { DecideReviewInput, readInput, type Seen } from './verdict-input';
import { giverOf, type ReviewResult, repeatedVerdict, standingVerdict } from './verdict-log';
import { writerOf } from './writers';

/**
 * A person's verdict on a decision. An approval, edited or not, takes a fresh snapshot and runs all guardrails again
 * before a message is made, and the message is held while it can be undone; a rejection names its reason. Of two
 * verdicts at once one wins, the other gets conflict naming who decided what and when; the same press told twice gets
 * the same answer. Autonomy learns in the same transaction. Throws not_found, forbidden (also for discounts above the
 * role and for one's own work), invalid, conflict.
 */
export async function decideReview(ctx: ServiceContext, input: DecideReviewInput): Promise<ReviewResult> {
  authorise(ctx, 'review.decide');
  const { decisionId, seen } = readInput(input);
  const result = await inTransaction(ctx, (tx) => decideWithin(tx, ctx, decisionId, seen));
  const { workspaceId } = ctx;
  if (result.outcome === 'approved' || result.outcome === 'edited') {
    await (result.undoUntil
      ? ctx.publish('message/held', { workspaceId, decisionId })
      : ctx.publish('message/queued', { workspaceId }));
  }
  return result;
}

async function decideWithin(tx: Db, ctx: ServiceContext, decisionId: string, seen: Seen): Promise<ReviewResult> {
  const decision = await lockDecision(tx, ctx, decisionId);
  const repeated = await repeatedVerdict(tx, ctx, decision, seen);
  if (repeated) return repeated;
  const policy = await activePolicy(ctx, tx);
  const chosen = Candidate.nullable().parse(decision.chosen);
  const { answer } = seen;
  const changed = answer.verdict === 'edit' ? editOf(ctx, chosen, answer.edit) : null;
  const item = {
    outcome: OutcomeShape.parse(decision.outcome),
    version: decision.version,
    reviewBy: decision.reviewBy,
    percentOff: (changed ?? chosen)?.offer?.percentOff ?? null,
    authorId: decision.authorId,
    writerId: await writerOf(tx, ctx, decision),
    askedById: decision.askedById,
  };
  const by = {
    role: ctx.actor.kind === 'user' ? ctx.actor.role : null,
    userId: giverOf(ctx),
    seenVersion: seen.version,
    now: ctx.now,
  };
  const judgement = judge(item, answer.verdict, by, policy.document);
  if (!judgement.ok) {
    if (judgement.refusal === 'role' || judgement.refusal === 'author') {
      throw new ServiceError('forbidden', judgement.message);
    }
    const because = (await whoDecided(tx, ctx, decision)) ?? (await whatWasRejudged(ctx, decision));
    throw new ServiceError('conflict', because ?? judgement.message);
  }
  const other = await claimedByOther(tx, ctx, decisionId);
  if (other) throw new ServiceError('conflict', `${other.name} is reviewing this one. Take it over to decide it.`);
  return answer.verdict === 'reject'
    ? reject(tx, ctx, policy, { decision, seen, answer })
    : approve(tx, ctx, policy, { decision, seen, edited: changed });
}

/** "Dana approved this on 21 Nov 2026, 14:05.", in the workspace's zone; null where nobody did. */
async function whoDecided(tx: Db, ctx: ServiceContext, decision: Decision): Promise<string | null> {
  if (!decision.reviewedAt) return null;
  const user = decision.reviewedById
    ? await tx.user.findUnique({ where: { id: decision.reviewedById }, select: { name: true } })
    : null;
  const verdict = await standingVerdict(tx, ctx, decision.id);
  const verb =
    decision.outcome === 'rejected' ? 'rejected' : verdict?.verdict === 'edit' ? 'edited and approved' : 'approved';
  const at = formatDateTime(decision.reviewedAt, ctx.workspace.timezone);
  return `${user?.name ?? 'Somebody else'} ${verb} this on ${at}.`;
}

/** "It was judged again under policy version 7 since you opened it. Look again.", null where it was not. */
async function whatWasRejudged(ctx: ServiceContext, { id, outcomeReason }: Decision): Promise<string | null> {
  const again = (await rejudgementsOf(ctx, [id])).get(id);
  if (!again) return null;
  if (outcomeReason) return `It waits no longer. ${outcomeReason}`;
  const [first] = again.changes;
  const what = first ? ` ${GUARDRAIL_NAMES[first.guardrail]} ${changeWords(first)}` : '';
  return `${rejudgedWords(again)} since you opened it.${what} Look again.`;
}

export { DecideReviewInput, type ReviewResult };
