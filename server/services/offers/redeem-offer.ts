import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

export type Redemption = {
  code: string;
  customerId: string;
  orderId: string;
  /** What the code took off, in cents. */
  discountCents: number;
  /** When the order was placed; now unless told otherwise. */
  at?: Date;
};

export type RedemptionResult =
  | { redeemed: true; decisionId: string; offerId: string }
  | { redeemed: false; reason: 'unknown_code' | 'other_customer' | 'used' | 'expired' };

/**
 * Settles a code with the order that used it, in the caller's transaction: what was reserved becomes what it really
 * cost. A code is used once; the same order told twice is answered alike.
 */
export async function redeemOffer(tx: Db, ctx: ServiceContext, input: Redemption): Promise<RedemptionResult> {
  const { workspaceId } = ctx;
  const at = input.at ?? ctx.now;
  const code = input.code.trim().toUpperCase();
  const offer = await tx.offer.findUnique({ where: { workspaceId_code: { workspaceId, code } } });
  if (!offer) return { redeemed: false, reason: 'unknown_code' };
  if (offer.customerId !== input.customerId) return { redeemed: false, reason: 'other_customer' };
  if (offer.orderId === input.orderId) return { redeemed: true, decisionId: offer.decisionId, offerId: offer.id };
  if (offer.status === 'redeemed') return { redeemed: false, reason: 'used' };
  if (offer.expiresAt < at || offer.status === 'released') return { redeemed: false, reason: 'expired' };
  const { count } = await tx.offer.updateMany({
    where: { workspaceId, id: offer.id, status: offer.status },
    data: { status: 'redeemed', redeemedAt: at, orderId: input.orderId, settledCents: input.discountCents },
  });
  if (count === 0) return { redeemed: false, reason: 'used' };
  if (offer.offerPolicyId) {
    // An expired code whose order was placed in time has given its reservation back already.
    const reserved = offer.status === 'live' ? offer.reservedCents : 0;
    await tx.offerPolicy.updateMany({
      where: { workspaceId, id: offer.offerPolicyId },
      data: { reservedCents: { decrement: reserved }, settledCents: { increment: input.discountCents } },
    });
  }
  await appendAudit(tx, ctx, {
    action: 'offer.redeemed',
    subject: `decision:${offer.decisionId}`,
    payload: {
      offerId: offer.id,
      orderId: input.orderId,
      reservedCents: offer.reservedCents,
      settledCents: input.discountCents,
    },
  });
  return { redeemed: true, decisionId: offer.decisionId, offerId: offer.id };
}
