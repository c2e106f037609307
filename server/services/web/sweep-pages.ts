import { ON_PAGE } from '@/domain/channels/on-page';
import { VISIT_MS } from '@/domain/channels/web-visit';
import { ALLOWED_TO_SEND } from '@/domain/decisions/outcome';
import { after, DAY } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { releaseOffers } from '../offers';

/** Answers under an Idempotency-Key are kept so long. */
const KEPT_MS = DAY;
const BATCH = 500;
const NOT_SEEN = 'Nobody came by to see it while it made sense.';

/**
 * Messages that pages were given in a visit that is over, and nobody saw, wait for the next one; those whose time is over
 * end, with their decision, and what their code held is given back. Forgets old answers. Answers how many did.
 */
export async function sweepPages(ctx: ServiceContext): Promise<{ waitAgain: number; ended: number }> {
  const { workspaceId, now } = ctx;
  const waitAgain = await ctx.db.$executeRaw`
    UPDATE message m SET status = 'queued', accepted_at = NULL FROM web_message w
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.provider = ${ON_PAGE} AND m.status = 'accepted'
      AND w.workspace_id = m.workspace_id AND w.message_id = m.id AND w.shown_at IS NULL
      AND w.handed_at < ${after(now, -VISIT_MS)}`;
  const ended = await endUnseen(ctx);
  await ctx.db.decideRequest.deleteMany({ where: { workspaceId, createdAt: { lt: after(now, -KEPT_MS) } } });
  return { waitAgain, ended };
}

function endUnseen(ctx: ServiceContext): Promise<number> {
  const { workspaceId, now } = ctx;
  return inTransaction(ctx, async (tx) => {
    const ended = await tx.$queryRaw<{ id: string; decisionId: string }[]>`
      UPDATE message m SET status = 'cancelled', failure_code = 'not_seen', failure_reason = ${NOT_SEEN}
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.id IN (
        SELECT q.id FROM message q JOIN web_message w ON w.workspace_id = q.workspace_id AND w.message_id = q.id
        WHERE q.workspace_id = ${workspaceId}::uuid AND q.provider = ${ON_PAGE} AND q.status = 'queued'
          AND w.expires_at <= ${now} ORDER BY q.id LIMIT ${BATCH} FOR UPDATE OF q SKIP LOCKED)
      RETURNING m.id, m.decision_id AS "decisionId"`;
    if (ended.length === 0) return 0;
    const decisionIds = ended.map(({ decisionId }) => decisionId);
    await tx.decision.updateMany({
      where: { workspaceId, id: { in: decisionIds }, outcome: { in: [...ALLOWED_TO_SEND] } },
      data: { outcome: 'cancelled', outcomeReason: NOT_SEEN, version: { increment: 1 } },
    });
    await releaseOffers(tx, ctx, decisionIds);
    await appendAudit(
      tx,
      ctx,
      ended.map(({ id, decisionId }) => ({
        action: 'decision.cancelled',
        subject: `decision:${decisionId}`,
        payload: { messageId: id, code: 'not_seen' },
      })),
    );
    return ended.length;
  });
}
