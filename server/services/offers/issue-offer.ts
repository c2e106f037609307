import { v7 } from 'uuid';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { byBudget, lockLedger, moveLedger, overdrawn } from './move-ledger';
import { offerCode } from './offer-code';

export type OfferToIssue = {
  decisionId: string;
  customerId: string;
  percentOff: number;
  /** Most it can cost: what is reserved. */
  maxCostCents: number;
  expiresAt: Date;
  /** The approved budget that pays for it; null where a person approved it for itself. */
  offerPolicyId: string | null;
};

export type IssuedOffer = { id: string; decisionId: string; code: string; percentOff: number; expiresAt: Date };

/**
 * Makes single-use codes and reserves what they may cost, in the caller's transaction. Throws conflict, and so undoes
 * the transaction, when a budget does not hold that much: it can never be overdrawn.
 */
export async function issueOffers(
  tx: Db,
  ctx: ServiceContext,
  offers: readonly OfferToIssue[],
): Promise<IssuedOffer[]> {
  if (offers.length === 0) return [];
  const issued = offers.map((offer) => ({ ...offer, id: v7(), code: offerCode() }));
  await reserve(tx, ctx, issued);
  await tx.offer.createMany({
    data: issued.map(({ maxCostCents, ...offer }) => ({
      ...offer,
      workspaceId: ctx.workspaceId,
      reservedCents: maxCostCents,
      status: 'live',
      issuedAt: ctx.now,
    })),
  });
  return issued;
}

async function reserve(tx: Db, ctx: ServiceContext, offers: readonly (OfferToIssue & { id: string })[]): Promise<void> {
  for (const [policyId, group] of byBudget(offers)) {
    const ledger = policyId ? await lockLedger(tx, ctx, policyId) : null;
    if (ledger && !ledger.isInForce) throw overdrawn();
    const movements = group.map(({ id, decisionId, maxCostCents }) => ({
      kind: 'reserve' as const,
      offerId: id,
      decisionId,
      cents: maxCostCents,
    }));
    await moveLedger(tx, ctx, policyId, ledger, movements);
  }
}
