import { catalogueProduct } from '@/domain/simulation/catalogue';
import type { Shop } from './open-shop';
import { type Recognised, recognise } from './recognise';
import type { ShopCampaign, ShopLine, ShopSession } from './shop-session';

/** What a link into the shop carried. */
export type Arrival = { token: string | null; code: string | null; campaign: ShopCampaign };

/**
 * A visitor who comes by a link from a message: the session remembers where they came from, takes up the cart they
 * left behind, if it is still open, and has their code at hand. An unknown token is dropped; the visit goes on.
 */
export async function arrive(shop: Shop, session: ShopSession, arrival: Arrival): Promise<ShopSession> {
  const visitor = await recognise(shop, arrival.token);
  const code = arrival.code ?? visitor?.code ?? session.code;
  if (!visitor) return { ...session, code, campaign: arrival.campaign };
  const cart = await leftBehind(shop, visitor);
  return {
    ...session,
    code,
    token: arrival.token,
    campaign: arrival.campaign,
    ...(cart ? { cartKey: cart.cartKey, lines: cart.lines } : {}),
  };
}

async function leftBehind(shop: Shop, visitor: Recognised): Promise<{ cartKey: string; lines: ShopLine[] } | null> {
  const { db, workspaceId } = shop.ctx;
  const cart = await db.cart.findFirst({
    where: {
      workspaceId,
      customerId: visitor.customerId,
      status: 'open',
      ...(visitor.cartId ? { id: visitor.cartId } : {}),
    },
    orderBy: { lastChangedAt: 'desc' },
  });
  return cart ? { cartKey: cart.cartKey, lines: knownLines(cart.lines) } : null;
}

function knownLines(lines: unknown): ShopLine[] {
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => {
    if (typeof line !== 'object' || line === null || !('sku' in line) || typeof line.sku !== 'string') return [];
    if (!catalogueProduct(line.sku)) return [];
    const quantity = 'quantity' in line && typeof line.quantity === 'number' ? line.quantity : 1;
    return [{ sku: line.sku, quantity: Math.min(9, Math.max(1, Math.round(quantity))) }];
  });
}
