import { ON_PAGE } from '@/domain/channels/on-page';
import { ALLOWED_TO_SEND, WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { MARKETING } from '@/domain/guardrails/consent-record';
import { type AuditRecord, appendAudit } from '../../audit';
import { preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { recheck } from '../guardrails';
import { COVERS } from '../kill-switch';

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
    if (given) await appendAudit(tx, ctx, given.records);
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

/** A message that a page has been given, and what the audit log has to say of that. */
export type Given = {
  messageId: string;
  decisionId: string;
  content: unknown;
  shownAt: Date | null;
  expiresAt: Date;
  handedAt: Date;
  records: AuditRecord[];
};

/** Whether nothing speaks against a message `m` of a decision `d`: no stop covers it, and its reader has not said no. */
const MAY_SHOW = Prisma.sql`
  d.outcome = ANY(${[...ALLOWED_TO_SEND]}::text[])
  AND 'granted' = (SELECT e.status FROM consent_event e
    WHERE e.workspace_id = m.workspace_id AND e.customer_id = m.customer_id AND e.channel = m.channel
      AND e.purpose = ${MARKETING}
    ORDER BY e.occurred_at DESC, e.recorded_at DESC, e.id DESC LIMIT 1)
  AND NOT EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id AND k.resumed_at IS NULL
    AND ${COVERS})`;

type GivenRow = Omit<Given, 'records'> & { isFirst: boolean };

/**
 * Writes down that a page has a decision's message, where its moment has come and nothing has come between since it was
 * decided; the caller has just had it judged, and appends what the audit log has to say of it last. Null where it may not
 * be shown.
 */
export async function give(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  { decisionId, slot }: Omit<Handing, 'messageId'>,
): Promise<Given | null> {
  const [row] = await preparedRows<GivenRow>(
    tx,
    'give-to-page',
    Prisma.sql`
    WITH given AS (
      UPDATE message m SET status = 'accepted', accepted_at = ${now}
      FROM decision d
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.decision_id = ${decisionId}::uuid
        AND d.workspace_id = m.workspace_id AND d.id = m.decision_id
        AND m.provider = ${ON_PAGE} AND m.status IN ('queued', 'accepted') AND m.send_at <= ${now} AND ${MAY_SHOW}
      RETURNING m.id
    ), executed AS (
      UPDATE decision d SET outcome = 'executed', version = d.version + 1
      FROM given
      WHERE d.workspace_id = ${workspaceId}::uuid AND d.id = ${decisionId}::uuid
        AND d.outcome = ANY(${[...WAITING_TO_LEAVE]}::text[])
      RETURNING d.id
    )
    UPDATE web_message w SET slot = ${slot}, handed_at = ${now}
    FROM given
    WHERE w.workspace_id = ${workspaceId}::uuid AND w.message_id = given.id
    RETURNING w.message_id AS "messageId", ${decisionId}::uuid AS "decisionId", w.content, w.shown_at AS "shownAt",
      w.expires_at AS "expiresAt", w.handed_at AS "handedAt", EXISTS (SELECT 1 FROM executed) AS "isFirst"`,
  );
  if (!row) return null;
  const { isFirst, ...given } = row;
  const payload = { messageId: given.messageId, provider: 'web', result: 'sent', code: 'handed', slot };
  const record = { action: 'decision.executed' as const, subject: `decision:${decisionId}`, payload };
  return { ...given, records: isFirst ? [record] : [] };
}

/** Whether a message that was allowed may be shown at this moment: no stop covers it, and its reader has not said no. */
export async function mayStillShow(tx: Db, { workspaceId }: ServiceContext, messageId: string): Promise<boolean> {
  const found = await preparedRows<{ id: string }>(
    tx,
    'may-still-show',
    Prisma.sql`
    SELECT m.id FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.id = ${messageId}::uuid AND ${MAY_SHOW}`,
  );
  return found.length > 0;
}
