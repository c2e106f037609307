import type { Displaced } from '@/domain/decisions/arbitration';
import type { Decided } from '@/domain/decisions/decided';
import type { AuditRecord } from '../../audit';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { releaseOffers } from '../offers';

const HOLD = `
  SELECT id FROM message
  WHERE workspace_id = $1::uuid AND customer_id = ANY($2::uuid[]) AND status = 'queued' ORDER BY id FOR UPDATE`;

/**
 * Until commit nothing that waits for these customers is handed over: what a decision may have to displace stays where
 * it is. Waits for those who are claiming messages at this moment; dispatch passes over what is held here. What is asked
 * of the transaction from here on, even at once, is answered after.
 */
export async function holdQueued(tx: Db, ctx: ServiceContext, customerIds: readonly string[]): Promise<void> {
  await plainSql(tx).query({ name: 'hold-queued', text: HOLD, values: [ctx.workspaceId, customerIds] });
}

/**
 * Cancels the waiting decisions that new ones displace, with their messages and codes, in the caller's transaction, and
 * answers what the audit log has to say of it. A decision that a person ended in the meantime is left as it is.
 */
export async function displace(
  tx: Db,
  ctx: ServiceContext,
  made: readonly { id: string; decided: Decided }[],
): Promise<AuditRecord[]> {
  const losers = made.flatMap(({ id, decided }) => decided.displaces.map((loser) => ({ ...loser, winnerId: id })));
  if (losers.length === 0) return [];
  const ended = await cancelDecisions(tx, ctx, losers);
  const gone = losers.filter((loser) => ended.has(loser.decisionId));
  if (gone.length === 0) return [];
  const ids = gone.map((loser) => loser.decisionId);
  await tx.message.updateMany({
    where: { workspaceId: ctx.workspaceId, decisionId: { in: ids }, status: 'queued' },
    data: { status: 'cancelled', failureCode: 'displaced', failureReason: 'Another decision takes its place.' },
  });
  await releaseOffers(tx, ctx, ids);
  return gone.map(({ decisionId, winnerId, reason }) => ({
    action: 'decision.displaced',
    subject: `decision:${decisionId}`,
    payload: { by: winnerId, reason },
  }));
}

async function cancelDecisions(tx: Db, ctx: ServiceContext, losers: readonly Displaced[]): Promise<Set<string>> {
  const rows = JSON.stringify(losers.map(({ decisionId, reason }) => ({ id: decisionId, reason })));
  const ended = await tx.$queryRaw<{ id: string }[]>`
    UPDATE decision d SET outcome = 'cancelled', outcome_reason = loser.reason, send_at = NULL, version = d.version + 1
    FROM json_to_recordset(${rows}::json) AS loser(id uuid, reason text)
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = loser.id AND d.outcome IN ('in_review', 'scheduled')
    RETURNING d.id`;
  return new Set(ended.map((row) => row.id));
}
