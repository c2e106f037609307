import { z } from 'zod';
import { modelCopyAction } from '@/domain/autonomy/model-copy';
import { type AllowedDecision, allowedByPerson } from '@/domain/decisions/allowed';
import { Candidate } from '@/domain/decisions/candidate';
import { blockingFindings } from '@/domain/decisions/judge-candidate';
import { type Outcome, Outcome as OutcomeShape } from '@/domain/decisions/outcome';
import { judge, REJECT_REASONS, RejectReason, ReviewVerdict } from '@/domain/review/review-item';
import type { DecisionId } from '@/domain/shared/ids';
import { type AuditRecord, appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { recordApproval, recordRejection } from '../autonomy';
import { offerInWords, offerOf, recordHash, shiftSpell, stopSpellsOf } from '../decisions';
import { queueMessage } from '../delivery';
import { type Reexamined, reexamine } from '../guardrails';
import { issueOffers } from '../offers';
import { activePolicy } from '../policies';
import { lockCustomers } from '../snapshots';

export const DecideReviewInput = z.object({
  decisionId: z.uuid(),
  /** The version that was on screen. */
  version: z.number().int().positive(),
  verdict: z.enum(['approve', 'reject']),
  reason: RejectReason.optional(),
  note: z.string().trim().max(2_000).optional(),
});
export type DecideReviewInput = z.input<typeof DecideReviewInput>;

/** What became of it. `blocked` and `cancelled`: approved too late, the world had changed; `reason` says how. */
export type ReviewResult = {
  decisionId: string;
  outcome: Extract<Outcome, 'approved' | 'rejected' | 'blocked' | 'cancelled'>;
  reason: string | null;
  sendAt: Date | null;
};

type Seen = { version: number; answer: ReviewVerdict };

/**
 * A person's verdict on a decision. An approval takes a fresh snapshot and runs all guardrails again before a message
 * is made; a rejection names its reason. Of two verdicts at once one wins, the other gets conflict naming who decided
 * what and when; the same person pressing twice gets the same answer. Autonomy learns in the same transaction.
 * Throws not_found, forbidden (also for discounts above the role), invalid, conflict.
 */
export async function decideReview(ctx: ServiceContext, input: DecideReviewInput): Promise<ReviewResult> {
  authorise(ctx, 'review.decide');
  const { decisionId, seen } = readInput(input);
  const result = await inTransaction(ctx, (tx) => decideWithin(tx, ctx, decisionId, seen));
  if (result.outcome === 'approved') await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
  return result;
}

function readInput(input: DecideReviewInput): { decisionId: string; seen: Seen } {
  const parsed = DecideReviewInput.safeParse(input);
  const answer = parsed.success ? ReviewVerdict.safeParse(parsed.data) : parsed;
  if (!parsed.success || !answer.success) {
    const [issue] = answer.error?.issues ?? [];
    const isReasonMissing = issue?.path[0] === 'reason';
    throw new ServiceError(
      'invalid',
      isReasonMissing ? 'Give a reason for the rejection.' : (issue?.message ?? 'This verdict cannot be read.'),
      { field: issue?.path.join('.') },
    );
  }
  return { decisionId: parsed.data.decisionId, seen: { version: parsed.data.version, answer: answer.data } };
}

async function decideWithin(tx: Db, ctx: ServiceContext, decisionId: string, seen: Seen): Promise<ReviewResult> {
  const decision = await lockDecision(tx, ctx, decisionId);
  const repeated = repeatedVerdict(ctx, decision, seen.answer);
  if (repeated) return repeated;
  const { document } = await activePolicy(ctx, tx);
  const item = {
    outcome: OutcomeShape.parse(decision.outcome),
    version: decision.version,
    reviewBy: decision.reviewBy,
    percentOff: Candidate.nullable().parse(decision.chosen)?.offer?.percentOff ?? null,
  };
  const role = ctx.actor.kind === 'user' ? ctx.actor.role : null;
  const judgement = judge(item, seen.answer, { role, seenVersion: seen.version, now: ctx.now }, document);
  if (!judgement.ok) {
    if (judgement.refusal === 'role') throw new ServiceError('forbidden', judgement.message);
    throw new ServiceError('conflict', (await whoDecided(tx, decision)) ?? judgement.message);
  }
  return seen.answer.verdict === 'reject'
    ? reject(tx, ctx, decision, seen.answer)
    : approve(tx, ctx, decision, seen.answer.note ?? null);
}

async function lockDecision(tx: Db, ctx: ServiceContext, id: string): Promise<Decision> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`
    SELECT id FROM decision WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const decision = await tx.decision.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!decision) throw new ServiceError('not_found', 'There is no such decision.');
  return decision;
}

/** The same person's same verdict told twice, answered like the first time. */
function repeatedVerdict(ctx: ServiceContext, decision: Decision, answer: ReviewVerdict): ReviewResult | null {
  const isMine = ctx.actor.kind === 'user' && decision.reviewedById === ctx.actor.userId;
  const wasApproved = decision.reviewedAt !== null && decision.outcome !== 'rejected';
  if (!isMine || wasApproved !== (answer.verdict === 'approve')) return null;
  const isStopped = decision.outcome === 'blocked' || decision.outcome === 'cancelled';
  return {
    decisionId: decision.id,
    outcome: decision.outcome === 'rejected' ? 'rejected' : isStopped ? (decision.outcome as 'blocked') : 'approved',
    reason: decision.outcomeReason,
    sendAt: decision.sendAt,
  };
}

/** "Dana approved this at 2026-11-21 14:05 UTC.", null where nobody did. */
async function whoDecided(tx: Db, decision: Decision): Promise<string | null> {
  if (!decision.reviewedAt) return null;
  const user = decision.reviewedById
    ? await tx.user.findUnique({ where: { id: decision.reviewedById }, select: { name: true } })
    : null;
  const verb = decision.outcome === 'rejected' ? 'rejected' : 'approved';
  const at = decision.reviewedAt.toISOString().slice(0, 16).replace('T', ' ');
  return `${user?.name ?? 'Somebody else'} ${verb} this at ${at} UTC.`;
}

function verdictOf(ctx: ServiceContext, note: string | null) {
  return {
    version: { increment: 1 },
    reviewedAt: ctx.now,
    reviewedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    reviewNote: note,
  };
}

async function reject(
  tx: Db,
  ctx: ServiceContext,
  decision: Decision,
  answer: Extract<ReviewVerdict, { verdict: 'reject' }>,
): Promise<ReviewResult> {
  const reason = REJECT_REASONS[answer.reason];
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decision.id },
    data: {
      ...verdictOf(ctx, answer.note ?? null),
      outcome: 'rejected',
      reviewReason: answer.reason,
      outcomeReason: reason,
      sendAt: null,
    },
  });
  if (isWinback(decision)) await stopSpellsOf(tx, ctx, [decision.customerId]);
  const { document } = await activePolicy(ctx, tx);
  const learnt: AuditRecord[] = [];
  for (const key of keysOf(decision)) learnt.push(...(await recordRejection(tx, ctx, document, key)));
  await appendAudit(tx, ctx, [
    reviewRecord(ctx, decision, 'review.rejected', { reason: answer.reason, hasNote: Boolean(answer.note) }),
    ...learnt,
  ]);
  return { decisionId: decision.id, outcome: 'rejected', reason, sendAt: null };
}

async function approve(tx: Db, ctx: ServiceContext, decision: Decision, note: string | null): Promise<ReviewResult> {
  await lockCustomers(tx, ctx, [decision.customerId]);
  const found = (await reexamine(tx, ctx, [decision], { lockBudgets: true })).get(decision.id);
  const stop = stoppedBy(found);
  if (!found || stop) {
    return stopAtApproval(
      tx,
      ctx,
      decision,
      note,
      stop ?? { outcome: 'blocked', reason: 'It cannot be checked again.' },
    );
  }
  const { candidate } = found.judged;
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decision.id },
    data: { ...verdictOf(ctx, note), outcome: 'approved', chosen: candidate, sendAt: candidate.sendAt },
  });
  const [issued] = await issueOffers(tx, ctx, offerOf(decision.id, decision.customerId, candidate, found.snapshot));
  await queueMessage(tx, ctx, {
    decision: allowed(decision, found),
    candidate,
    offer: offerInWords(candidate, issued ?? null, found.snapshot),
    customer: found.customer,
  });
  if (isWinback(decision)) await shiftSpell(tx, ctx, decision);
  const learnt: AuditRecord[] = [];
  for (const key of keysOf(decision)) {
    learnt.push(...(await recordApproval(tx, ctx, found.policy.document, key, { edited: false })));
  }
  await appendAudit(tx, ctx, [
    reviewRecord(ctx, decision, 'review.approved', {
      sendAt: candidate.sendAt,
      percentOff: candidate.offer?.percentOff ?? null,
      hasNote: Boolean(note),
      verdicts: Object.fromEntries(found.judged.verdicts.map(({ guardrail, verdict }) => [guardrail, verdict])),
      record: recordHash({ chosen: candidate, verdicts: found.judged.verdicts }, found.snapshot),
    }),
    ...learnt,
  ]);
  return { decisionId: decision.id, outcome: 'approved', reason: null, sendAt: new Date(candidate.sendAt) };
}

type Stop = { outcome: 'blocked' | 'cancelled'; reason: string };

function stoppedBy(found: Reexamined | undefined): Stop | null {
  if (!found) return null;
  if (found.overtaken) return { outcome: 'cancelled', reason: found.overtaken.reason };
  const blocking = blockingFindings(found.judged.verdicts);
  if (blocking.length === 0) return null;
  return { outcome: 'blocked', reason: blocking.map((finding) => finding.reason).join(' ') };
}

/** The person said yes, the world says no: it ends here, and both are on the record. Autonomy learns nothing of it. */
async function stopAtApproval(
  tx: Db,
  ctx: ServiceContext,
  decision: Decision,
  note: string | null,
  stop: Stop,
): Promise<ReviewResult> {
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decision.id },
    data: { ...verdictOf(ctx, note), outcome: stop.outcome, outcomeReason: stop.reason, sendAt: null },
  });
  await appendAudit(tx, ctx, reviewRecord(ctx, decision, `review.approved_${stop.outcome}`, { reason: stop.reason }));
  return { decisionId: decision.id, ...stop, sendAt: null };
}

function allowed(decision: Decision, found: Reexamined): AllowedDecision {
  const names = {
    id: decision.id as DecisionId,
    customerId: decision.customerId,
    agentId: decision.agentId,
    action: found.candidate.action,
    isSimulated: decision.isSimulated,
  };
  const permit = allowedByPerson(names, 'approved', found.judged);
  if (!permit) throw new Error(`Decision ${decision.id} was approved but is not allowed.`);
  return permit;
}

function isWinback(decision: Decision): boolean {
  return decision.trigger === 'dormant' || decision.trigger === 'wave_due';
}

/** What a verdict teaches about: the action, and where a model wrote the words, its words for that action. */
function keysOf(decision: Decision) {
  const action = decision.action ?? '';
  const isByModel = Candidate.nullable().parse(decision.chosen)?.content.writtenBy === 'model';
  const actions = isByModel ? [action, modelCopyAction(action)] : [action];
  return actions.map((known) => ({ agentId: decision.agentId, action: known }));
}

/** A verdict of a simulated person says so wherever it is read. */
function reviewRecord(
  { actor }: ServiceContext,
  decision: Decision,
  action: AuditRecord['action'],
  facts: AuditRecord['payload'] & object,
): AuditRecord {
  const simulated = actor.kind === 'user' && actor.isSimulated ? { simulated: true } : {};
  return { action, subject: `decision:${decision.id}`, payload: { version: decision.version, ...facts, ...simulated } };
}
