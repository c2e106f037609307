export { type CartItem, CartListInput, listCarts } from './list-carts';
