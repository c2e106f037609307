import { remainingCents, settlement } from '@/domain/offers/discount-ledger';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Offer } from '../../generated/prisma/client';
import { lockLedger, moveLedger } from './move-ledger';

export type Redemption = {
  code: string;
  customerId: string;
  orderId: string;
  /** What the order took off, in cents. */
  discountCents: number;
  /** When the order was placed; now unless told otherwise. */
  at?: Date;
};

export type RedemptionResult =
  | { redeemed: true; decisionId: string; offerId: string }
  | { redeemed: false; reason: 'unknown_code' | 'other_customer' | 'used' | 'expired' };

/**
 * Settles a code with the order that used it, in the caller's transaction: what was reserved becomes what it cost of
 * that. What the order took off beyond the reservation is the shop's own: it is kept with the offer and audited as a
 * fact of its own, and no budget pays for it. A code is used once; the same order told twice is answered alike.
 */
export async function redeemOffer(tx: Db, ctx: ServiceContext, input: Redemption): Promise<RedemptionResult> {
  const { workspaceId } = ctx;
  const at = input.at ?? ctx.now;
  const code = input.code.trim().toUpperCase();
  // Held until commit: a sweep that ends codes, or another order, waits for this one or comes first.
  await tx.$queryRaw`SELECT 1 FROM offer WHERE workspace_id = ${workspaceId}::uuid AND code = ${code} FOR UPDATE`;
  const offer = await tx.offer.findUnique({ where: { workspaceId_code: { workspaceId, code } } });
  if (!offer) return { redeemed: false, reason: 'unknown_code' };
  if (offer.customerId !== input.customerId) return { redeemed: false, reason: 'other_customer' };
  if (offer.orderId === input.orderId) return { redeemed: true, decisionId: offer.decisionId, offerId: offer.id };
  if (offer.status === 'redeemed') return { redeemed: false, reason: 'used' };
  if (offer.expiresAt < at || offer.status === 'released') return { redeemed: false, reason: 'expired' };
  const cost = await settle(tx, ctx, offer, input.discountCents);
  await tx.offer.update({
    where: { workspaceId_id: { workspaceId, id: offer.id } },
    data: { ...cost, status: 'redeemed', redeemedAt: at, orderId: input.orderId },
  });
  const subject = `decision:${offer.decisionId}`;
  const { id: offerId, reservedCents } = offer;
  const { settledCents, overrunCents } = cost;
  const { orderId } = input;
  await appendAudit(tx, ctx, [
    { action: 'offer.redeemed', subject, payload: { offerId, orderId, reservedCents, settledCents } },
    ...(overrunCents > 0
      ? [{ action: 'offer.overrun' as const, subject, payload: { offerId, orderId, overrunCents } }]
      : []),
  ]);
  return { redeemed: true, decisionId: offer.decisionId, offerId };
}

async function settle(tx: Db, ctx: ServiceContext, offer: Offer, discountCents: number) {
  const { offerPolicyId, reservedCents } = offer;
  const ledger = offerPolicyId ? await lockLedger(tx, ctx, offerPolicyId) : null;
  // An expired code whose order was placed in time has given its reservation back already.
  const heldCents = offer.status === 'live' ? reservedCents : 0;
  const cost = settlement(discountCents, reservedCents, ledger ? remainingCents(ledger) + heldCents : reservedCents);
  const code = { offerId: offer.id, decisionId: offer.decisionId };
  await moveLedger(tx, ctx, offerPolicyId, ledger, [
    { kind: 'settle', settledCents: cost.settledCents, heldCents, ...code },
    ...(cost.overrunCents > 0 ? [{ kind: 'overrun' as const, cents: cost.overrunCents, ...code }] : []),
  ]);
  return cost;
}
