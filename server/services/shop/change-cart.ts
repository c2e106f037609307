import { v7 } from 'uuid';
import { catalogueProduct } from '@/domain/simulation/catalogue';
import { productProperties, type SegmentEvent } from '@/domain/simulation/segment-event';
import { ServiceError } from '../../errors';
import type { EventsDoor } from '../simulation';
import type { Shop } from './open-shop';
import { recognise } from './recognise';
import { MOST_LINES, type ShopSession } from './shop-session';
import { idsOf, tell } from './tell';

const MOST_OF_ONE = 9;

/** Puts one more of a product into the visitor's cart and tells it as Product Added. */
export async function addToCart(
  shop: Shop,
  session: ShopSession,
  sku: string,
  door?: EventsDoor,
): Promise<ShopSession> {
  const held = session.lines.find((line) => line.sku === sku);
  if (held && held.quantity >= MOST_OF_ONE) {
    throw new ServiceError('invalid', `A cart holds ${MOST_OF_ONE} of one product at most.`);
  }
  if (!held && session.lines.length >= MOST_LINES) {
    throw new ServiceError('invalid', `A cart holds ${MOST_LINES} different products at most. Take one out first.`);
  }
  const cartKey = session.cartKey ?? `C-${v7()}`;
  await tell(shop, [await cartEvent(shop, { ...session, cartKey }, 'Product Added', sku, 1)], door);
  const lines = held
    ? session.lines.map((line) => (line.sku === sku ? { sku, quantity: line.quantity + 1 } : line))
    : [...session.lines, { sku, quantity: 1 }];
  return { ...session, cartKey, lines };
}

/** Takes a product out of the visitor's cart, however many of it there are, and tells it as Product Removed. */
export async function removeFromCart(
  shop: Shop,
  session: ShopSession,
  sku: string,
  door?: EventsDoor,
): Promise<ShopSession> {
  const held = session.lines.find((line) => line.sku === sku);
  if (!held) return session;
  await tell(shop, [await cartEvent(shop, session, 'Product Removed', sku, held.quantity)], door);
  return { ...session, lines: session.lines.filter((line) => line.sku !== sku) };
}

async function cartEvent(
  shop: Shop,
  session: ShopSession,
  event: string,
  sku: string,
  quantity: number,
): Promise<SegmentEvent> {
  const product = catalogueProduct(sku);
  if (!product) throw new ServiceError('not_found', 'The shop has no such product.');
  const visitor = await recognise(shop, session.token);
  return {
    type: 'track',
    event,
    messageId: v7(),
    timestamp: new Date().toISOString(),
    ...idsOf(session, visitor),
    properties: { ...productProperties(product, shop.place), quantity, cart_id: session.cartKey },
    context: {},
  };
}
