import { type DiscountLedger, deltaOf, type Movement, moved } from '@/domain/offers/discount-ledger';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';

/** A ledger, and whether its offer is approved and was not revoked: only then may more be promised. */
export type LockedLedger = DiscountLedger & { isInForce: boolean };

/** A movement and the code that makes it. */
export type CodeMovement = Movement & { offerId: string; decisionId: string };

/** The discount ledger of an approved offer, locked until the transaction ends. Throws where there is no such offer. */
export async function lockLedger(tx: Db, ctx: ServiceContext, offerPolicyId: string): Promise<LockedLedger> {
  const [ledger] = await tx.$queryRaw<LockedLedger[]>`
    SELECT budget_cents AS "budgetCents", reserved_cents AS "reservedCents", settled_cents AS "settledCents",
      approved_at IS NOT NULL AND revoked_at IS NULL AS "isInForce"
    FROM offer_policy WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${offerPolicyId}::uuid FOR UPDATE`;
  if (!ledger) throw new Error(`The offer policy ${offerPolicyId} of a code is gone.`);
  return ledger;
}

/**
 * Writes movements down, each with the totals after it, and moves the budget of a locked ledger along. Throws conflict,
 * and so undoes the transaction, where the budget does not hold that much; the database refuses it as well. A null
 * ledger is that of codes a person approved for themselves: no budget pays for them.
 */
export async function moveLedger(
  tx: Db,
  ctx: ServiceContext,
  offerPolicyId: string | null,
  ledger: DiscountLedger | null,
  movements: readonly CodeMovement[],
): Promise<void> {
  let totals = ledger;
  const rows = movements.map((movement) => {
    if (totals) totals = moved(totals, movement);
    if (ledger && !totals) throw overdrawn();
    const delta = deltaOf(movement);
    return {
      workspaceId: ctx.workspaceId,
      at: ctx.now,
      kind: movement.kind,
      offerPolicyId,
      offerId: movement.offerId,
      decisionId: movement.decisionId,
      reservedDeltaCents: delta.reservedCents,
      settledDeltaCents: delta.settledCents,
      overrunCents: delta.overrunCents,
      reservedCents: totals?.reservedCents ?? null,
      settledCents: totals?.settledCents ?? null,
      budgetCents: totals?.budgetCents ?? null,
    };
  });
  await tx.discountLedgerEntry.createMany({ data: rows });
  if (!offerPolicyId || !totals) return;
  const { reservedCents, settledCents } = totals;
  await tx.offerPolicy.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: offerPolicyId } },
    data: { reservedCents, settledCents },
  });
}

/** The budget does not hold that much. */
export function overdrawn(): ServiceError {
  return new ServiceError('conflict', 'The budget of the approved offer does not hold that much.');
}

/** Groups by the budget that pays, those of none last; budgets in one order, so that nobody waits for each other. */
export function byBudget<Item extends { offerPolicyId: string | null }>(
  items: readonly Item[],
): [string | null, Item[]][] {
  const groups = new Map<string | null, Item[]>();
  for (const item of items) groups.set(item.offerPolicyId, [...(groups.get(item.offerPolicyId) ?? []), item]);
  return [...groups].toSorted(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1));
}
