import type { CartLine } from '../decisions/snapshot';
import { cutText } from '../shared/cut-text';
import { type Cents, centsFromDecimal, fractionDigits } from '../shared/money';
import type { EventProblem, JsonObject, JsonValue, StoredEvent } from './event';

/** What an e-commerce event (Segment's names) does to carts, orders and the catalogue. */
export type CommerceKind =
  | 'product_seen'
  | 'product_added'
  | 'product_removed'
  | 'cart_contents'
  | 'checkout_started'
  | 'order_completed'
  | 'order_updated'
  | 'order_refunded'
  | 'order_cancelled';

const KINDS: Record<string, CommerceKind> = {
  'product viewed': 'product_seen',
  'product clicked': 'product_seen',
  'product list viewed': 'product_seen',
  'product added to wishlist': 'product_seen',
  'product added': 'product_added',
  'product removed': 'product_removed',
  'cart viewed': 'cart_contents',
  'cart updated': 'cart_contents',
  'checkout started': 'checkout_started',
  'order completed': 'order_completed',
  'order updated': 'order_updated',
  'order refunded': 'order_refunded',
  'order cancelled': 'order_cancelled',
  'order canceled': 'order_cancelled',
};

const CART_KINDS: ReadonlySet<CommerceKind> = new Set([
  'product_added',
  'product_removed',
  'cart_contents',
  'checkout_started',
]);

/** Largest amount and quantity a line or an order may hold: what the database's integers hold, with room to add. */
export const MAX_CENTS = 2_000_000_000;
const MAX_QUANTITY = 1_000_000;
const MAX_SKU = 255;
const MAX_NAME = 500;

/** Event names that move a cart, as they are compared: lower case. */
export const CART_EVENT_NAMES = Object.keys(KINDS).filter((name) => CART_KINDS.has(KINDS[name] as CommerceKind));

/** What the event means for commerce; null for all others. Names are compared without regard to case. */
export function commerceKind(event: Pick<StoredEvent, 'type' | 'name'>): CommerceKind | null {
  if (event.type !== 'track' || !event.name) return null;
  return KINDS[event.name.toLowerCase()] ?? null;
}

/** Whether the event moves a cart. */
export function isCartEvent(event: Pick<StoredEvent, 'type' | 'name'>): boolean {
  const kind = commerceKind(event);
  return kind !== null && CART_KINDS.has(kind);
}

/** A product as an event or an imported row mentions it; what it does not say is absent. */
export type ProductMention = {
  sku: string;
  name?: string;
  category?: string;
  url?: string;
  imageUrl?: string;
  priceCents?: Cents;
  /** What one costs the shop; only imports say it. */
  costCents?: Cents;
  /** Pieces in stock; only imports say it. */
  stock?: number;
};

/** Minor units of a currency's amount in decimal notation (number or numeric text); null when it is absent or not an amount. */
export function amountOf(value: JsonValue | undefined, currency: string): Cents | null {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return null;
  if (Math.abs(amount) * 10 ** fractionDigits(currency) > MAX_CENTS) return null;
  return centsFromDecimal(amount, currency);
}

/** Text or whole number as text; null for anything else or nothing. */
export function textOf(value: JsonValue | undefined, maxLength: number): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : cutText(text, maxLength);
}

/** Under what the shop knows the product: its sku, else its product_id. */
export function skuOf(product: JsonObject): string | null {
  return textOf(product.sku, MAX_SKU) ?? textOf(product.product_id, MAX_SKU) ?? textOf(product.id, MAX_SKU);
}

/** A cart's line as it was told; `isClaimed`: its name and price are a browser's word. */
export type ToldLine = CartLine & { isClaimed?: true };

/** Cart or order line; quantity is 1 and the price 0 where not said. Null without an id. */
export function lineOf(product: JsonObject, currency: string): CartLine | null {
  const sku = skuOf(product);
  if (!sku) return null;
  const name = textOf(product.name, MAX_NAME) ?? sku;
  return {
    sku,
    name,
    quantity: quantityOf(product.quantity) ?? 1,
    priceCents: Math.max(0, amountOf(product.price, currency) ?? 0),
  };
}

/** Quantity of a product, 0 up to a million; null where none is given. */
export function quantityOf(value: JsonValue | undefined): number | null {
  const quantity = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof quantity !== 'number' || !Number.isFinite(quantity)) return null;
  return Math.min(MAX_QUANTITY, Math.max(0, quantity));
}

/** Lines of `products`; null where the event gives no such list. Entries without an id are left out. */
export function linesOf(products: JsonValue | undefined, currency: string): CartLine[] | null {
  if (!Array.isArray(products)) return null;
  return products.flatMap((product) => {
    const line = isObject(product) ? lineOf(product, currency) : null;
    return line && line.quantity > 0 ? [line] : [];
  });
}

/** What lines come to, in whole cents, capped at MAX_CENTS. */
export function lineTotal(lines: readonly CartLine[]): Cents {
  const value = lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
  return Math.min(MAX_CENTS, Math.round(value));
}

/** Every product the event mentions, by itself or in a list. */
export function productsOf(event: StoredEvent, currency: string): ProductMention[] {
  const kind = commerceKind(event);
  if (!kind || kind === 'order_refunded' || kind === 'order_cancelled') return [];
  const { products } = event.properties;
  const alone = kind.startsWith('product_') ? [event.properties] : [];
  const mentions = Array.isArray(products) ? products.filter(isObject) : alone;
  return mentions.flatMap((product) => mentionOf(product, currency) ?? []);
}

function mentionOf(product: JsonObject, currency: string): ProductMention | null {
  const sku = skuOf(product);
  if (!sku) return null;
  const name = textOf(product.name, MAX_NAME);
  const category = textOf(product.category, MAX_NAME);
  const url = textOf(product.url, 2_000);
  const imageUrl = textOf(product.image_url, 2_000);
  const priceCents = amountOf(product.price, currency);
  return {
    sku,
    ...(name && { name }),
    ...(category && { category }),
    ...(url && { url }),
    ...(imageUrl && { imageUrl }),
    ...(priceCents !== null && priceCents >= 0 && { priceCents }),
  };
}

/**
 * Why nothing can be made of an e-commerce event, or null: money in another currency than the workspace's, an order
 * without id or amount, a cart line without product.
 */
export function commerceProblem(event: StoredEvent, currency: string): EventProblem | null {
  const kind = commerceKind(event);
  if (!kind) return null;
  const { properties } = event;
  if ((kind === 'product_added' || kind === 'product_removed') && !skuOf(properties)) {
    return { code: 'missing', field: 'properties.product_id', message: 'Which product? product_id or sku is needed.' };
  }
  if (!kind.startsWith('order_')) return null;
  if (!textOf(properties.order_id, 255)) {
    return { code: 'missing', field: 'properties.order_id', message: 'Which order? order_id is needed.' };
  }
  const told = textOf(properties.currency, 8)?.toUpperCase();
  if (told && told !== currency) {
    const message = `The order is in ${told}, this workspace counts in ${currency}: send amounts in ${currency}.`;
    return { code: 'wrong_currency', field: 'properties.currency', message };
  }
  return kind === 'order_completed' ? amountProblem(properties, currency) : null;
}

const AMOUNTS = ['subtotal', 'revenue', 'total', 'discount', 'shipping', 'tax'];

function amountProblem(properties: JsonObject, currency: string): EventProblem | null {
  for (const key of AMOUNTS) {
    const value = properties[key];
    if (value === undefined || value === null) continue;
    const amount = amountOf(value, currency);
    if (amount === null || amount < 0) {
      const message = `${key} must be an amount of money that is not negative, such as 12.50.`;
      return { code: 'bad_amount', field: `properties.${key}`, message };
    }
  }
  if (orderRevenue(properties, currency) !== null) return null;
  const message = 'What was paid? revenue (or subtotal, total, or products with prices) is needed.';
  return { code: 'missing', field: 'properties.revenue', message };
}

/**
 * What was paid for goods: after discount, before shipping and tax. Taken from `subtotal` (Segment: after discount,
 * before tax and shipping); else `revenue`, less `discount` where it equals the goods before discount (as in
 * Segment's own example); else `total` less shipping and tax; else the lines less discount. Null when nothing says.
 */
export function orderRevenue(properties: JsonObject, currency: string): Cents | null {
  const subtotal = amountOf(properties.subtotal, currency);
  if (subtotal !== null) return subtotal;
  const lines = linesOf(properties.products, currency);
  const discount = amountOf(properties.discount, currency) ?? 0;
  const goods = lines && lines.length > 0 ? lineTotal(lines) : null;
  const revenue = amountOf(properties.revenue, currency);
  if (revenue !== null)
    return Math.max(0, goods !== null && Math.abs(revenue - goods) <= 1 ? revenue - discount : revenue);
  const total = amountOf(properties.total, currency);
  if (total !== null) {
    return Math.max(
      0,
      total - (amountOf(properties.shipping, currency) ?? 0) - (amountOf(properties.tax, currency) ?? 0),
    );
  }
  return goods === null ? null : Math.max(0, goods - discount);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
