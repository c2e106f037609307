import { decimalFromCents } from '@/domain/shared/money';
import { productProperties, type SegmentEvent } from '@/domain/simulation/segment-event';
import { ServiceError } from '../../errors';
import type { EventsDoor } from '../simulation';
import type { Shop } from './open-shop';
import { type Recognised, recognise } from './recognise';
import { pricedLines, type ShopSession } from './shop-session';
import { idsOf, tell } from './tell';
import { type CartView, cartFor } from './view-cart';

/**
 * Places the order of the visitor's cart: prices and discount are worked out here, and the order is told to the public
 * events API with the cart, the code, the message token and the campaign it came from. The order's number follows from
 * the cart, so that pressing twice orders once. Throws invalid for an empty cart or a code that is no longer good: the
 * visitor must not be charged more than they were shown.
 */
export async function placeOrder(shop: Shop, session: ShopSession, door?: EventsDoor): Promise<ShopSession> {
  const visitor = await recognise(shop, session.token);
  const cart = await cartFor(shop, session, visitor);
  if (!session.cartKey || cart.lines.length === 0) throw new ServiceError('invalid', 'The cart is empty.');
  if (cart.code && !cart.code.ok) {
    throw new ServiceError('invalid', `${cart.code.reason} Remove the code to order at the full price.`);
  }
  const orderKey = `W-${session.cartKey}`;
  await tell(shop, [orderCompleted(shop, session, visitor, cart, orderKey)], door);
  const { subtotalCents, discountCents } = cart;
  const placed = { orderKey, lines: session.lines, subtotalCents, discountCents, code: cart.code?.code ?? null };
  return { ...session, cartKey: null, lines: [], code: null, placed };
}

function orderCompleted(
  shop: Shop,
  session: ShopSession,
  visitor: Recognised | null,
  cart: CartView,
  orderKey: string,
): SegmentEvent {
  const products = pricedLines(session.lines).map(({ product, quantity }) => ({
    ...productProperties(product, shop.place),
    quantity,
  }));
  return {
    type: 'track',
    event: 'Order Completed',
    messageId: orderKey,
    timestamp: new Date().toISOString(),
    ...idsOf(session, visitor),
    properties: {
      order_id: orderKey,
      cart_id: session.cartKey,
      currency: shop.currency,
      // In this format the subtotal is after discount.
      subtotal: decimalFromCents(cart.totalCents, shop.currency),
      discount: decimalFromCents(cart.discountCents, shop.currency),
      total: decimalFromCents(cart.totalCents, shop.currency),
      ...(cart.code ? { coupon: cart.code.code } : {}),
      ...(session.token ? { touchstone_token: session.token } : {}),
      products,
    },
    context: { campaign: session.campaign },
  };
}
