import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';

type Withdrawn = { id: string; reason: string };

/**
 * Takes decisions out of the queue that the world has overtaken: the customer ordered, the cart changed or closed, a
 * dormant customer came back. They become cancelled, so that nobody judges what can no longer be sent. Answers how many.
 */
export function withdrawReviews(ctx: ServiceContext): Promise<{ withdrawn: number }> {
  return inTransaction(ctx, async (tx) => {
    const overtaken = await tx.$queryRaw<Withdrawn[]>`
      UPDATE decision d SET outcome = 'cancelled', version = d.version + 1, send_at = NULL, outcome_reason = o.reason
      FROM (
        SELECT waiting.id, CASE
            WHEN c.last_order_at > waiting.decided_at THEN 'The customer has ordered since the decision.'
            WHEN cart.status <> 'open' THEN 'The cart has been closed since the decision.'
            WHEN cart.last_changed_at <> (waiting.snapshot #>> '{cart,lastChangedAt}')::timestamptz
              THEN 'The cart has changed since the decision.'
            WHEN c.last_engaged_at > (waiting.snapshot #>> '{winback,dormantFrom}')::timestamptz
              THEN 'The customer has come back by themselves.'
          END AS reason
        FROM decision waiting
        JOIN customer c ON c.workspace_id = waiting.workspace_id AND c.id = waiting.customer_id
        LEFT JOIN cart ON cart.workspace_id = waiting.workspace_id AND cart.id = (waiting.snapshot #>> '{cart,id}')::uuid
        WHERE waiting.workspace_id = ${ctx.workspaceId}::uuid AND waiting.outcome = 'in_review'
        ORDER BY waiting.id FOR UPDATE OF waiting SKIP LOCKED) o
      WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = o.id AND d.outcome = 'in_review' AND o.reason IS NOT NULL
      RETURNING d.id, o.reason`;
    const entries = overtaken.map(({ id, reason }) => ({
      action: 'review.withdrawn',
      subject: `decision:${id}`,
      payload: { reason },
    }));
    await appendAudit(tx, ctx, entries);
    return { withdrawn: overtaken.length };
  });
}
