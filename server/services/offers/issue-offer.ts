import { v7 } from 'uuid';
import { reserved } from '@/domain/offers/discount-ledger';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { lockLedger, writeLedger } from './lock-ledger';
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
  await reserve(tx, ctx, offers);
  const issued = offers.map((offer) => ({ ...offer, id: v7(), code: offerCode() }));
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

async function reserve(tx: Db, ctx: ServiceContext, offers: readonly OfferToIssue[]): Promise<void> {
  const sums = new Map<string, number>();
  for (const { offerPolicyId, maxCostCents } of offers) {
    if (offerPolicyId) sums.set(offerPolicyId, (sums.get(offerPolicyId) ?? 0) + maxCostCents);
  }
  for (const [id, cents] of [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const ledger = await lockLedger(tx, ctx, id);
    const next = ledger.isInForce ? reserved(ledger, cents) : null;
    if (!next) throw new ServiceError('conflict', 'The budget of the approved offer does not hold that much.');
    await writeLedger(tx, ctx, id, next);
  }
}
