import { z } from 'zod';
import type { CartLine } from '../decisions/snapshot';
import type { Cents } from '../shared/money';
import { cartIdOf } from './cart';
import {
  amountOf,
  commerceKind,
  commerceProblem,
  isObject,
  linesOf,
  orderRevenue,
  quantityOf,
  skuOf,
  textOf,
} from './commerce';
import { byTime, type JsonObject, type StoredEvent } from './event';

/** What an order carries that may tell which message brought it. */
export const OrderCampaign = z.object({
  /** Signed message token: `tsm` of the landing URL, or properties.touchstone_token. */
  token: z.string().optional(),
  utmSource: z.string().optional(),
  utmMedium: z.string().optional(),
  utmCampaign: z.string().optional(),
  utmContent: z.string().optional(),
  utmTerm: z.string().optional(),
});
export type OrderCampaign = z.infer<typeof OrderCampaign>;

export type RefundState = { eventKey: string; amountCents: Cents; refundedAt: Date };

export type OrderState = {
  orderKey: string;
  /** messageId of the event that placed it: the order is that event's customer's. */
  placedBy: string;
  cartKey: string | null;
  /** After discount, before shipping and tax. */
  revenueCents: Cents;
  discountCents: Cents;
  currency: string;
  couponCode: string | null;
  campaign: OrderCampaign;
  lines: CartLine[];
  orderedAt: Date;
  isSimulated: boolean;
  /** What was given back, oldest first; together never more than the revenue. */
  refunds: RefundState[];
};

const MAX_TEXT = 255;
const MAX_TOKEN = 2_000;
const UTM = {
  source: 'utmSource',
  medium: 'utmMedium',
  name: 'utmCampaign',
  content: 'utmContent',
  term: 'utmTerm',
} as const;
const UTM_QUERY = {
  utm_source: 'utmSource',
  utm_medium: 'utmMedium',
  utm_campaign: 'utmCampaign',
  utm_content: 'utmContent',
  utm_term: 'utmTerm',
} as const;

/** The shop's id of the order the event is about; null when it is not about one. */
export function orderIdOf(event: StoredEvent): string | null {
  return commerceKind(event)?.startsWith('order_') ? textOf(event.properties.order_id, MAX_TEXT) : null;
}

/**
 * The order as its events leave it, in whatever order they came and however often: placed by the first Order
 * Completed, amended by later statements (Order Completed, Order Updated) field by field, refunds and cancellation
 * taken off. Null until an Order Completed is known.
 */
export function foldOrder(events: readonly StoredEvent[], currency: string): OrderState | null {
  const usable = events.filter((event) => commerceProblem(event, currency) === null).sort(byTime);
  const placed = usable.find((event) => commerceKind(event) === 'order_completed');
  const orderKey = placed && orderIdOf(placed);
  if (!placed || !orderKey) return null;
  const statements = usable.filter((event) => ['order_completed', 'order_updated'].includes(commerceKind(event) ?? ''));
  const revenueCents = lastSaid(statements, (event) => statedRevenue(event, currency)) ?? 0;
  const lines = statedLines(statements, currency);
  return {
    orderKey,
    placedBy: placed.messageId,
    cartKey: lastSaid(statements, cartIdOf),
    revenueCents,
    discountCents: Math.max(0, lastSaid(statements, ({ properties }) => amountOf(properties.discount, currency)) ?? 0),
    currency,
    couponCode: lastSaid(statements, ({ properties }) => textOf(properties.coupon, 64)),
    campaign: Object.assign({}, ...statements.map(campaignOf)),
    lines,
    orderedAt: placed.occurredAt,
    isSimulated: placed.isSimulated,
    refunds: foldRefunds(usable, { lines, revenueCents, currency }),
  };
}

/** What the event says about the message that led to it: its own token, the page's query, context.campaign. */
export function campaignOf(event: StoredEvent): OrderCampaign {
  const campaign: OrderCampaign = {};
  const { context, properties } = event;
  const told = isObject(context.campaign) ? context.campaign : {};
  for (const [key, field] of Object.entries(UTM)) {
    const text = textOf(told[key], MAX_TEXT);
    if (text) campaign[field as keyof OrderCampaign] = text;
  }
  const query = queryOf(context);
  for (const [key, field] of Object.entries(UTM_QUERY)) {
    const text = textOf(query?.get(key)?.replaceAll('\0', ''), MAX_TEXT);
    if (text) campaign[field as keyof OrderCampaign] ??= text;
  }
  const token =
    textOf(properties.touchstone_token, MAX_TOKEN) ?? textOf(query?.get('tsm')?.replaceAll('\0', ''), MAX_TOKEN);
  return token ? { ...campaign, token } : campaign;
}

function queryOf(context: JsonObject): URLSearchParams | null {
  const page = isObject(context.page) ? context.page : {};
  const url = textOf(page.url, 4_000);
  const search = url?.includes('?') ? url.slice(url.indexOf('?')) : textOf(page.search, 4_000);
  return search ? new URLSearchParams(search.split('#')[0]) : null;
}

/** The last statement's word on something, as far as it says anything. */
function lastSaid<Value>(events: readonly StoredEvent[], read: (event: StoredEvent) => Value | null): Value | null {
  let said: Value | null = null;
  for (const event of events) said = read(event) ?? said;
  return said;
}

/** A later part of one statement (see statedLines) repeats no amount; its lines alone say nothing of the whole. */
function statedRevenue(event: StoredEvent, currency: string): Cents | null {
  const { products, products_part: part, ...amounts } = event.properties;
  const revenue = orderRevenue(isObject(part) ? amounts : event.properties, currency);
  return revenue !== null && revenue >= 0 ? revenue : null;
}

/**
 * The order's lines. A list too long for one event is told in parts, at the same instant, each with
 * `products_part: { index, of }` beside its share of `products`; the parts are put together by index.
 */
function statedLines(statements: readonly StoredEvent[], currency: string): CartLine[] {
  const last = statements.findLast((event) => linesOf(event.properties.products, currency) !== null);
  if (!last) return [];
  if (!isObject(last.properties.products_part)) return linesOf(last.properties.products, currency) ?? [];
  return statements
    .filter((event) => event.occurredAt.getTime() === last.occurredAt.getTime() && partIndex(event) !== null)
    .sort((one, other) => (partIndex(one) ?? 0) - (partIndex(other) ?? 0))
    .flatMap((event) => linesOf(event.properties.products, currency) ?? []);
}

function partIndex(event: StoredEvent): number | null {
  const part = event.properties.products_part;
  return isObject(part) && typeof part.index === 'number' ? part.index : null;
}

function foldRefunds(
  events: readonly StoredEvent[],
  { lines, revenueCents, currency }: { lines: readonly CartLine[]; revenueCents: Cents; currency: string },
): RefundState[] {
  const refunds = new Map<string, RefundState>();
  let left = revenueCents;
  for (const event of events) {
    const kind = commerceKind(event);
    if (kind !== 'order_refunded' && kind !== 'order_cancelled') continue;
    const eventKey = textOf(event.properties.refund_id, MAX_TEXT) ?? event.messageId;
    if (refunds.has(eventKey)) continue;
    const asked = kind === 'order_cancelled' ? left : refundAmount(event.properties, lines, currency);
    const amountCents = Math.min(left, Math.max(0, asked ?? left));
    left -= amountCents;
    refunds.set(eventKey, { eventKey, amountCents, refundedAt: event.occurredAt });
  }
  return [...refunds.values()];
}

/** Amount of a refund: as said, else the price of the products given back; null means all that is left. */
function refundAmount(properties: JsonObject, lines: readonly CartLine[], currency: string): Cents | null {
  const said =
    [properties.amount, properties.total, properties.revenue]
      .map((value) => amountOf(value, currency))
      .find((amount) => amount !== null) ?? null;
  if (said !== null) return Math.abs(said);
  if (!Array.isArray(properties.products) || properties.products.length === 0) return null;
  const cents = properties.products.filter(isObject).reduce((sum, product) => {
    const price =
      amountOf(product.price, currency) ?? lines.find((line) => line.sku === skuOf(product))?.priceCents ?? 0;
    return sum + price * (quantityOf(product.quantity) ?? 1);
  }, 0);
  return Math.round(cents);
}
