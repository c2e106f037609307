import { type Occasion, overtakenBy, type Since } from '@/domain/decisions/overtaken';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';

/** Reviews looked at in one go, and withdrawn in one transaction, at most. */
const BATCH = 500;

type Place = { id: string; decidedAt: Date };
type Waiting = { id: string; openCartChangedAt: Date | null } & Occasion & Omit<Since, 'cartChangedAt'>;
type Withdrawn = { id: string; reason: string };

/**
 * Takes decisions out of the queue that the world has overtaken: the customer ordered, the cart changed or closed, a
 * dormant customer came back. They become cancelled, so that nobody judges what can no longer be sent; one that a person
 * is judging right now is left to them. Answers how many.
 */
export async function withdrawReviews(ctx: ServiceContext): Promise<{ withdrawn: number }> {
  let withdrawn = 0;
  let last: Place | undefined;
  for (;;) {
    const waiting = await waitingAfter(ctx, last);
    const overtaken = waiting.flatMap(overtakenOf);
    if (overtaken.length > 0) withdrawn += await inTransaction(ctx, (tx) => withdraw(tx, ctx, overtaken));
    if (waiting.length < BATCH) return { withdrawn };
    last = waiting.at(-1);
  }
}

function waitingAfter(ctx: ServiceContext, last: Place | undefined): Promise<Waiting[]> {
  const behind = last ? Prisma.sql`(d.decided_at, d.id) > (${last.decidedAt}, ${last.id}::uuid)` : Prisma.sql`true`;
  return ctx.db.$queryRaw<Waiting[]>`
    SELECT d.id, d.decided_at AS "decidedAt", c.last_order_at AS "lastOrderAt", c.last_engaged_at AS "lastEngagedAt",
      (d.snapshot #>> '{cart,lastChangedAt}')::timestamptz AS "cartChangedAt",
      (d.snapshot #>> '{winback,dormantFrom}')::timestamptz AS "dormantFrom",
      cart.last_changed_at AS "openCartChangedAt"
    FROM decision d
    JOIN customer c ON c.workspace_id = d.workspace_id AND c.id = d.customer_id
    CROSS JOIN LATERAL (SELECT (d.snapshot #>> '{cart,id}')::uuid AS cart_id OFFSET 0) looked_at
    LEFT JOIN cart ON cart.workspace_id = d.workspace_id AND cart.id = looked_at.cart_id AND cart.status = 'open'
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.outcome = 'in_review' AND ${behind}
    ORDER BY d.decided_at, d.id LIMIT ${BATCH}`;
}

function overtakenOf({ openCartChangedAt, ...row }: Waiting): Withdrawn[] {
  const found = overtakenBy(row, { ...row, cartChangedAt: openCartChangedAt });
  return found ? [{ id: row.id, reason: found.reason }] : [];
}

async function withdraw(tx: Db, ctx: ServiceContext, overtaken: readonly Withdrawn[]): Promise<number> {
  const withdrawn = await tx.$queryRaw<Withdrawn[]>`
    UPDATE decision d SET outcome = 'cancelled', version = d.version + 1, send_at = NULL, outcome_reason = o.reason
    FROM (
      SELECT free.id, found.reason
      FROM decision free
      JOIN unnest(${overtaken.map(({ id }) => id)}::uuid[], ${overtaken.map(({ reason }) => reason)}::text[])
        AS found(id, reason) ON found.id = free.id
      WHERE free.workspace_id = ${ctx.workspaceId}::uuid AND free.outcome = 'in_review'
      ORDER BY free.id FOR UPDATE OF free SKIP LOCKED) o
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = o.id AND d.outcome = 'in_review'
    RETURNING d.id, o.reason`;
  const entries = withdrawn.map(({ id, reason }) => ({
    action: 'review.withdrawn' as const,
    subject: `decision:${id}`,
    payload: { reason },
  }));
  await appendAudit(tx, ctx, entries);
  return withdrawn.length;
}
