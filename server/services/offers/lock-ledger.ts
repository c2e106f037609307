import type { DiscountLedger } from '@/domain/offers/discount-ledger';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** A ledger, and whether its offer is approved and was not revoked: only then may more be promised. */
type LockedLedger = DiscountLedger & { isInForce: boolean };

/** The discount ledger of an approved offer, locked until the transaction ends. Throws where there is no such offer. */
export async function lockLedger(tx: Db, ctx: ServiceContext, offerPolicyId: string): Promise<LockedLedger> {
  const [ledger] = await tx.$queryRaw<LockedLedger[]>`
    SELECT budget_cents AS "budgetCents", reserved_cents AS "reservedCents", settled_cents AS "settledCents",
      approved_at IS NOT NULL AND revoked_at IS NULL AS "isInForce"
    FROM offer_policy WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${offerPolicyId}::uuid FOR UPDATE`;
  if (!ledger) throw new Error(`The offer policy ${offerPolicyId} of a code is gone.`);
  return ledger;
}

/** Writes a ledger that `lockLedger` gave; the database refuses one that is overdrawn. */
export async function writeLedger(
  tx: Db,
  ctx: ServiceContext,
  offerPolicyId: string,
  { reservedCents, settledCents }: DiscountLedger,
): Promise<void> {
  await tx.offerPolicy.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: offerPolicyId } },
    data: { reservedCents, settledCents },
  });
}
