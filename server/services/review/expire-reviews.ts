import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { stopSpellsOf } from '../decisions';

/** Reviews ended in one transaction, at most. */
const BATCH = 500;

type Late = { id: string; customerId: string; trigger: string };

/** Ends reviews nobody judged in time: held, never sent. A win-back series ends with it. Answers how many. */
export async function expireReviews(ctx: ServiceContext): Promise<{ expired: number }> {
  let expired = 0;
  for (;;) {
    const ended = await expireSome(ctx);
    expired += ended;
    if (ended < BATCH) return { expired };
  }
}

function expireSome(ctx: ServiceContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const late = await tx.$queryRaw<Late[]>`
      UPDATE decision SET outcome = 'expired', version = version + 1, send_at = NULL,
        outcome_reason = 'Nobody judged it before its moment had passed.'
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND outcome = 'in_review' AND id IN (
        SELECT id FROM decision
        WHERE workspace_id = ${ctx.workspaceId}::uuid AND outcome = 'in_review' AND review_by <= ${ctx.now}
        ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id, customer_id AS "customerId", trigger`;
    const ofSeries = late.filter(({ trigger }) => trigger === 'dormant' || trigger === 'wave_due');
    if (ofSeries.length > 0) {
      await stopSpellsOf(
        tx,
        ctx,
        ofSeries.map((row) => row.customerId),
      );
    }
    await appendAudit(
      tx,
      ctx,
      late.map(({ id }) => ({ action: 'review.expired', subject: `decision:${id}`, payload: {} })),
    );
    return late.length;
  });
}
