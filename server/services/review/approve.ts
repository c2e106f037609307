import { type AllowedDecision, allowedByPerson } from '@/domain/decisions/allowed';
import type { Candidate } from '@/domain/decisions/candidate';
import { blockingFindings } from '@/domain/decisions/judge-candidate';
import { lookedAtIn } from '@/domain/decisions/looked-at';
import { summaryOf } from '@/domain/decisions/summary';
import { offerInWords, offerOf } from '@/domain/offers/offer-of-decision';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { undoUntil } from '@/domain/review/review-item';
import type { DecisionId } from '@/domain/shared/ids';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision } from '../../generated/prisma/client';
import { autonomyKeysOf, learning, recordApproval } from '../autonomy';
import { saidHash, shiftSpell, storedHash, toldHash } from '../decisions';
import { queueMessage } from '../delivery';
import { type Reexamined, reexamine } from '../guardrails';
import { issueOffers } from '../offers';
import { judgedColumnsOf } from '../records';
import { beforeOf } from './before';
import { isWinback } from './series';
import type { Seen } from './verdict-input';
import { canUndo, judgedColumns, logVerdict, type ReviewResult, reviewRecord } from './verdict-log';

/** What is approved: the decision, locked with its customer, as it stands, or with the candidate as a reviewer edited it. */
export type Approval = { decision: Decision; edited: Candidate | null; seen: Seen };

/**
 * Carries out a person's yes in the caller's transaction: everything is looked at afresh and put before all guardrails
 * again, then code and message are made. The message is held for as long as the verdict can be taken back. Where the
 * world says no, it ends there, and both are on the record.
 */
export async function approve(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  approval: Approval,
): Promise<ReviewResult> {
  const { decision, edited } = approval;
  const proposed = edited ? { ...decision, chosen: edited } : decision;
  const found = (await reexamine(tx, ctx, [proposed], { lockBudgets: true, policy })).get(decision.id);
  const stop = stoppedBy(found);
  if (!found || stop) {
    return stopAtApproval(
      tx,
      ctx,
      policy,
      approval,
      stop ?? { outcome: 'blocked', reason: 'It cannot be checked again.' },
    );
  }
  return carryOut(tx, ctx, policy, approval, found);
}

async function carryOut(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  { decision, edited, seen }: Approval,
  found: Reexamined,
): Promise<ReviewResult> {
  const outcome = edited ? 'edited' : 'approved';
  const note = seen.answer.note ?? null;
  const { candidate, verdicts } = found.judged;
  const before = await beforeOf(tx, ctx, decision);
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decision.id },
    data: {
      ...judgedColumns(ctx, note),
      outcome,
      chosen: candidate,
      sendAt: candidate.sendAt,
      ...(edited && {
        ...judgedColumnsOf(verdicts),
        summary: summaryOf(candidate, found.snapshot),
        valueCents: Math.round(candidate.expectedValueCents),
      }),
    },
  });
  const [issued] = await issueOffers(tx, ctx, offerOf(decision.id, decision.customerId, candidate, found.snapshot));
  const message = await queueMessage(tx, ctx, {
    decision: allowed(decision, outcome, found),
    candidate,
    offer: offerInWords(candidate, issued ?? null, found.snapshot),
    customer: found.customer,
    lookedAt: lookedAtIn(decision.snapshot),
    holdUntil: canUndo(ctx) ? undoUntil(ctx.now, policy.document) : null,
  });
  if (isWinback(decision)) await shiftSpell(tx, ctx, decision);
  const learnt = await learning(autonomyKeysOf(decision), (key) =>
    recordApproval(tx, ctx, policy.document, key, { edited: edited !== null }),
  );
  const done = {
    outcome,
    reason: null,
    sendAt: new Date(candidate.sendAt),
    before: { ...before, autonomy: learnt.changes },
  };
  const { verdictId: _, ...result } = await logVerdict(tx, ctx, decision, seen, { ...done, outcome }, policy.document);
  await appendAudit(tx, ctx, [
    reviewRecord(ctx, decision, `review.${outcome}`, {
      sendAt: candidate.sendAt,
      percentOff: candidate.offer?.percentOff ?? null,
      hasNote: Boolean(note),
      said: saidHash({ ...decision, reviewNote: note }),
      ...(edited && { told: toldHash({ ...decision, summary: summaryOf(candidate, found.snapshot) }) }),
      ...(message.hash && { message: message.hash }),
      verdicts: Object.fromEntries(verdicts.map(({ guardrail, verdict }) => [guardrail, verdict])),
      stored: storedHash({ chosen: candidate, judgedVerdicts: edited ? verdicts : decision.judgedVerdicts }),
    }),
    ...learnt.records,
  ]);
  return result;
}

const STOPPED = {
  approved: { blocked: 'review.approved_blocked', cancelled: 'review.approved_cancelled' },
  edited: { blocked: 'review.edited_blocked', cancelled: 'review.edited_cancelled' },
} as const;

type Stop = { outcome: 'blocked' | 'cancelled'; reason: string };

function stoppedBy(found: Reexamined | undefined): Stop | null {
  if (!found) return null;
  if (found.overtaken) return { outcome: 'cancelled', reason: found.overtaken.reason };
  const blocking = blockingFindings(found.judged.verdicts);
  if (blocking.length === 0) return null;
  return { outcome: 'blocked', reason: blocking.map((finding) => finding.reason).join(' ') };
}

/** The person said yes, the world says no. Autonomy learns nothing of it. */
async function stopAtApproval(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  { decision, edited, seen }: Approval,
  stop: Stop,
): Promise<ReviewResult> {
  await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decision.id },
    data: {
      ...judgedColumns(ctx, seen.answer.note ?? null),
      outcome: stop.outcome,
      outcomeReason: stop.reason,
      sendAt: null,
    },
  });
  const { verdictId: _, ...result } = await logVerdict(
    tx,
    ctx,
    decision,
    seen,
    { ...stop, sendAt: null, before: null },
    policy.document,
  );
  const action = STOPPED[edited ? 'edited' : 'approved'][stop.outcome];
  const said = saidHash({ ...decision, reviewNote: seen.answer.note ?? null });
  await appendAudit(tx, ctx, reviewRecord(ctx, decision, action, { reason: stop.reason, said }));
  return result;
}

function allowed(decision: Decision, outcome: 'approved' | 'edited', found: Reexamined): AllowedDecision {
  const names = {
    id: decision.id as DecisionId,
    customerId: decision.customerId,
    agentId: decision.agentId,
    action: found.candidate.action,
    isSimulated: decision.isSimulated,
  };
  const permit = allowedByPerson(names, outcome, found.judged);
  if (!permit) throw new Error(`Decision ${decision.id} was approved but is not allowed.`);
  return permit;
}
