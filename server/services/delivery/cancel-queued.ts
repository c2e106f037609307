import type { ChannelId } from '@/domain/channels/channel';
import { WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

export type CancelInput = { customerId: string; channel: ChannelId; code: string; reason: string };

/**
 * Cancels what waits to be sent to a customer on a channel, with its decisions and audit entries, in the caller's
 * transaction; returns how many. What is being handed over at this moment can no longer be called back.
 */
export async function cancelQueued(tx: Db, ctx: ServiceContext, input: CancelInput): Promise<number> {
  const { customerId, channel, code, reason } = input;
  const cancelled = await tx.$queryRaw<{ id: string; decisionId: string }[]>`
    UPDATE message SET status = 'cancelled', failure_code = ${code}, failure_reason = ${reason}
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ${customerId}::uuid AND channel = ${channel}
      AND status = 'queued'
    RETURNING id, decision_id AS "decisionId"`;
  if (cancelled.length === 0) return 0;
  await tx.decision.updateMany({
    where: {
      workspaceId: ctx.workspaceId,
      id: { in: cancelled.map(({ decisionId }) => decisionId) },
      outcome: { in: [...WAITING_TO_LEAVE] },
    },
    data: { outcome: 'cancelled', outcomeReason: reason, version: { increment: 1 } },
  });
  await appendAudit(
    tx,
    ctx,
    cancelled.map(({ id, decisionId }) => ({
      action: 'decision.cancelled',
      subject: `decision:${decisionId}`,
      payload: { messageId: id, code },
    })),
  );
  return cancelled.length;
}
