export { type Arrival, arrive } from './arrive';
export { addToCart, removeFromCart } from './change-cart';
export type { CodeCheck } from './check-code';
export { CONSENT_TEXT, type Joining, joinShop } from './join-shop';
export { openShop, type Shop } from './open-shop';
export { placeOrder } from './place-order';
export { newSession, type PlacedOrder, ShopSession } from './shop-session';
export { type CartLineView, type CartView, viewCart } from './view-cart';
