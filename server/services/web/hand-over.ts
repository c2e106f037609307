import { ALLOWED_TO_SEND, WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { type AuditRecord, appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { recheck } from '../guardrails';

/** What came of handing a message to a page. `later`: a stop or a limit holds it back now; `ended`: for good. */
export type HandedOver = 'handed' | 'later' | 'ended' | 'gone';

type Handing = { messageId: string; decisionId: string; slot: string };

/**
 * Gives a message that waits, or that a page was given before and nobody saw, to a page, in the caller's transaction:
 * all guardrails look once more, and what they stop is cancelled with its decision. With it goes the decision's audit
 * entry.
 */
export async function handOver(tx: Db, ctx: ServiceContext, handing: Handing): Promise<HandedOver> {
  const { workspaceId } = ctx;
  const { messageId, decisionId } = handing;
  // Two tabs of one visitor: the second one finds it handed over.
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM message WHERE workspace_id = ${workspaceId}::uuid AND id = ${messageId}::uuid
      AND status IN ('queued', 'accepted') FOR UPDATE`;
  if (locked.length === 0) return 'gone';
  const verdict = (await recheck(tx, ctx, [decisionId])).get(decisionId);
  if (verdict?.kind === 'later') return 'later';
  if (verdict?.kind === 'go') {
    const given = await give(tx, ctx, handing);
    if (given) await appendAudit(tx, ctx, given);
    return given ? 'handed' : 'later';
  }
  const ended = verdict ?? { outcome: 'blocked' as const, code: 'unchecked', reason: 'It could not be checked again.' };
  await tx.message.updateMany({
    where: { workspaceId, id: messageId },
    data: { status: 'cancelled', failureCode: ended.code, failureReason: ended.reason },
  });
  const { count } = await tx.decision.updateMany({
    where: { workspaceId, id: decisionId, outcome: { in: [...WAITING_TO_LEAVE] } },
    data: { outcome: ended.outcome, outcomeReason: ended.reason, version: { increment: 1 } },
  });
  if (count > 0) {
    const payload = { messageId, code: ended.code };
    await appendAudit(tx, ctx, { action: `decision.${ended.outcome}`, subject: `decision:${decisionId}`, payload });
  }
  return 'ended';
}

/**
 * Writes down that a page has the message, where nothing has come between since it was decided; the caller has just had
 * it judged. Answers what the audit log has to say of it, which the caller appends last; null where it may not be shown.
 */
export async function give(
  tx: Db,
  ctx: ServiceContext,
  { messageId, decisionId, slot }: Handing,
): Promise<AuditRecord[] | null> {
  const { workspaceId, now } = ctx;
  if (!(await mayStillShow(tx, ctx, messageId))) return null;
  await tx.message.updateMany({
    where: { workspaceId, id: messageId, status: { in: ['queued', 'accepted'] } },
    data: { status: 'accepted', acceptedAt: now },
  });
  await tx.webMessage.updateMany({ where: { workspaceId, messageId }, data: { slot, handedAt: now } });
  const { count } = await tx.decision.updateMany({
    where: { workspaceId, id: decisionId, outcome: { in: [...WAITING_TO_LEAVE] } },
    data: { outcome: 'executed', version: { increment: 1 } },
  });
  const payload = { messageId, provider: 'web', result: 'sent', code: 'handed', slot };
  return count > 0 ? [{ action: 'decision.executed', subject: `decision:${decisionId}`, payload }] : [];
}

/** Whether nothing speaks against a message that was allowed: no stop covers it, and its reader has not said no. */
export async function mayStillShow(tx: Db, { workspaceId }: ServiceContext, messageId: string): Promise<boolean> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.id = ${messageId}::uuid
      AND d.outcome = ANY(${[...ALLOWED_TO_SEND]}::text[])
      AND 'granted' = (SELECT e.status FROM consent_event e
        WHERE e.workspace_id = m.workspace_id AND e.customer_id = m.customer_id AND e.channel = m.channel
          AND e.purpose = 'marketing'
        ORDER BY e.occurred_at DESC, e.recorded_at DESC, e.id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id AND k.resumed_at IS NULL
        AND (k.scope = 'workspace' OR (k.scope = 'agent' AND k.target = m.agent_id)
             OR (k.scope = 'channel' AND k.target = m.channel)
             OR (k.scope = 'campaign' AND k.target = d.chosen ->> 'campaignId')))`;
  return found.length > 0;
}
