export { type Arrival, arrive } from './arrive';
export { addToCart, removeFromCart } from './change-cart';
export type { CodeCheck } from './check-code';
export { CONSENT_TEXT, type Joining, joinShop } from './join-shop';
export { openShop, type Shop } from './open-shop';
export { OrderAsReceiverInput, orderAsReceiver } from './order-as-receiver';
export { placeOrder } from './place-order';
export {
  CAMPAIGN_KEYS,
  CAMPAIGN_VALUE_LENGTH,
  newSession,
  type PlacedOrder,
  type ShopCampaign,
  ShopCode,
  ShopSession,
  ShopSku,
} from './shop-session';
export { type CartLineView, type CartView, viewCart } from './view-cart';
