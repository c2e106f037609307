import { linkSigner } from '../../signing';
import type { Shop } from './open-shop';

/** Who arrived from which message. Of the person, only the first name may be shown. */
export type Recognised = {
  customerId: string;
  externalId: string | null;
  /** A browser they are known by; null where none is. */
  anonymousId: string | null;
  firstName: string | null;
  /** The cart the message was about, null for other messages. */
  cartId: string | null;
  /** The code given with the message. */
  code: string | null;
};

/** Whom a signed message token belongs to, or null for a token that is forged, foreign or of no message. */
export async function recognise(shop: Shop, token: string | null): Promise<Recognised | null> {
  if (!token) return null;
  const link = (await linkSigner()).read('message', token);
  if (!link || link.workspaceId !== shop.ctx.workspaceId) return null;
  const { workspaceId, db } = shop.ctx;
  const message = await db.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: link.messageId } },
    select: { customerId: true, decision: { select: { id: true, snapshot: true } } },
  });
  if (!message) return null;
  const [customer, browser, offer] = await Promise.all([
    db.customer.findUnique({ where: { workspaceId_id: { workspaceId, id: message.customerId } } }),
    db.customerIdentity.findFirst({
      where: { workspaceId, customerId: message.customerId, kind: 'anonymous' },
      orderBy: [{ linkedAt: 'desc' }, { value: 'asc' }],
      select: { value: true },
    }),
    db.offer.findUnique({ where: { workspaceId_decisionId: { workspaceId, decisionId: message.decision.id } } }),
  ]);
  if (!customer) return null;
  return {
    customerId: customer.id,
    externalId: customer.externalId,
    anonymousId: browser?.value ?? null,
    firstName: customer.firstName,
    cartId: cartIdOf(message.decision.snapshot),
    code: offer?.code ?? null,
  };
}

function cartIdOf(snapshot: unknown): string | null {
  if (typeof snapshot !== 'object' || snapshot === null || !('cart' in snapshot)) return null;
  const { cart } = snapshot;
  return typeof cart === 'object' && cart !== null && 'id' in cart && typeof cart.id === 'string' ? cart.id : null;
}
