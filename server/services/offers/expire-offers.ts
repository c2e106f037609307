import { CAME_TO_NOTHING } from '@/domain/decisions/outcome';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { byBudget, lockLedger, moveLedger } from './move-ledger';

/** Offers a turn ends, at most, so that no transaction grows long. */
const BATCH = 500;

type Ended = {
  id: string;
  decisionId: string;
  offerPolicyId: string | null;
  reservedCents: number;
  status: 'expired' | 'released';
};

/**
 * Ends codes whose time is over, and releases those whose decision came to nothing; what they held of a budget is given
 * back. Answers how many ended.
 */
export async function expireOffers(ctx: ServiceContext): Promise<{ expired: number }> {
  let expired = 0;
  for (;;) {
    const ended = await endSome(ctx);
    expired += ended;
    if (ended < BATCH) return { expired };
  }
}

function endSome(ctx: ServiceContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const ended = await tx.$queryRaw<Ended[]>`
        UPDATE offer o SET status = CASE WHEN o.expires_at <= ${ctx.now} THEN 'expired' ELSE 'released' END
        WHERE o.workspace_id = ${ctx.workspaceId}::uuid AND o.status = 'live' AND o.id IN (
          SELECT l.id FROM offer l JOIN decision d ON d.workspace_id = l.workspace_id AND d.id = l.decision_id
          WHERE l.workspace_id = ${ctx.workspaceId}::uuid AND l.status = 'live'
            AND (l.expires_at <= ${ctx.now} OR d.outcome = ANY(${[...CAME_TO_NOTHING]}::text[]))
          ORDER BY l.id LIMIT ${BATCH} FOR UPDATE OF l SKIP LOCKED)
        RETURNING o.id, o.decision_id AS "decisionId", o.offer_policy_id AS "offerPolicyId",
                  o.reserved_cents AS "reservedCents", o.status`;
    await settleEnded(tx, ctx, ended);
    return ended.length;
  });
}

/**
 * Takes back the codes of decisions that will not be sent after all, in the caller's transaction, with what they held of
 * a budget. A code that was used stays used.
 */
export async function releaseOffers(tx: Db, ctx: ServiceContext, decisionIds: readonly string[]): Promise<void> {
  const ended = await tx.$queryRaw<Ended[]>`
    UPDATE offer SET status = 'released'
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND decision_id = ANY(${decisionIds}::uuid[]) AND status = 'live'
    RETURNING id, decision_id AS "decisionId", offer_policy_id AS "offerPolicyId", reserved_cents AS "reservedCents",
              status`;
  await settleEnded(tx, ctx, ended);
}

/** Gives their budgets back what ended codes held, and writes it down. */
async function settleEnded(tx: Db, ctx: ServiceContext, ended: readonly Ended[]): Promise<void> {
  for (const [policyId, group] of byBudget(ended)) {
    const ledger = policyId ? await lockLedger(tx, ctx, policyId) : null;
    const movements = group.map(({ id, decisionId, reservedCents }) => ({
      kind: 'release' as const,
      offerId: id,
      decisionId,
      cents: reservedCents,
    }));
    await moveLedger(tx, ctx, policyId, ledger, movements);
  }
  await appendAudit(
    tx,
    ctx,
    ended.map((offer) => ({
      action: `offer.${offer.status}` as const,
      subject: `decision:${offer.decisionId}`,
      payload: { offerId: offer.id, releasedCents: offer.reservedCents },
    })),
  );
}
