import { commerceKind } from './commerce';
import type { StoredEvent } from './event';

/** What the shop does to an order, or what is merely recorded about a customer, is no sign of life. */
const SHOP_SIDE = new Set(['order_updated', 'order_refunded', 'order_cancelled']);
const RECORDED = new Set(['consent granted', 'consent withdrawn']);

/** Whether the event shows that the customer themselves was there: a visit, or something they did in the shop. */
export function isEngaging(event: StoredEvent): boolean {
  if (event.type === 'page' || event.type === 'screen') return true;
  if (event.type !== 'track') return false;
  return !SHOP_SIDE.has(commerceKind(event) ?? '') && !RECORDED.has(event.name?.toLowerCase() ?? '');
}
