import { WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { WORD_WITHIN_MS } from '@/domain/delivery/silence';
import { after } from '@/domain/shared/time';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { closeSilent } from './close-silent';
import { UNCERTAIN } from './record-results';

/**
 * Takes over what a dispatcher left behind when it died: claimed messages go back to the queue; those it was handing
 * over become `unknown`, because the provider may have them, and are never sent again. Returns how many are unknown.
 */
export function recoverLost(ctx: ServiceContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      UPDATE message SET status = 'queued', claimed_by = NULL, lease_until = NULL
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'claimed' AND lease_until < clock_timestamp()`;
    await closeSilent(tx, ctx);
    const lost = await tx.$queryRaw<{ id: string; decisionId: string }[]>`
      UPDATE message SET status = 'unknown', lease_until = ${after(ctx.now, WORD_WITHIN_MS)}, failure_code = 'interrupted',
        failure_reason = 'The sender stopped while handing it over.'
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'attempting' AND lease_until < clock_timestamp()
      RETURNING id, decision_id AS "decisionId"`;
    if (lost.length === 0) return 0;
    await tx.decision.updateMany({
      where: {
        workspaceId: ctx.workspaceId,
        id: { in: lost.map(({ decisionId }) => decisionId) },
        outcome: { in: [...WAITING_TO_LEAVE] },
      },
      data: { outcome: 'executed', outcomeReason: UNCERTAIN, version: { increment: 1 } },
    });
    await appendAudit(
      tx,
      ctx,
      lost.map(({ id, decisionId }) => ({
        action: 'decision.executed',
        subject: `decision:${decisionId}`,
        payload: { messageId: id, result: 'unknown', code: 'interrupted' },
      })),
    );
    return lost.length;
  });
}
