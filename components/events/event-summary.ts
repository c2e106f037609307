import { amountOf, commerceKind, lineOf, linesOf, lineTotal, orderRevenue } from '@/domain/events/commerce';
import { EVENT_TYPES, type EventType, type JsonObject } from '@/domain/events/event';
import { formatMoney, plural } from '@/lib/format';

export type EventFacts = { type: EventType; name: string | null; properties: JsonObject };

/** What to call an event in a list: the name the shop gave it, else what kind of call it is. */
export function eventTitle({ type, name }: Pick<EventFacts, 'type' | 'name'>): string {
  switch (type) {
    case 'track':
      return name ?? 'Event without a name';
    case 'identify':
      return 'Profile told';
    case 'page':
      return name ? `Page: ${name}` : 'Page viewed';
    case 'screen':
      return name ? `Screen: ${name}` : 'Screen viewed';
    case 'group':
      return 'Group told';
    case 'alias':
      return 'Ids joined';
  }
}

/** The part of an event one wants to read in a line; null where its title says it all. Never a personal detail. */
export function eventSummary(event: EventFacts, currency: string): string | null {
  const { properties } = event;
  switch (commerceKind(event)) {
    case 'product_seen':
    case 'product_added':
    case 'product_removed':
      return productWords(properties, currency);
    case 'cart_contents':
    case 'checkout_started':
      return cartWords(properties, currency);
    case 'order_completed':
      return orderWords(properties, currency);
    case 'order_refunded':
      return amountWords(properties, currency);
    case 'order_updated':
    case 'order_cancelled':
      return textProperty(properties, 'order_id');
    case null:
      return plainWords(event);
  }
}

function productWords(properties: JsonObject, currency: string): string | null {
  const line = lineOf(properties, currency);
  if (!line) return null;
  const price = line.priceCents > 0 ? formatMoney(line.priceCents, { currency }) : null;
  return joined([line.quantity > 1 ? `${line.quantity} × ${line.name}` : line.name, price]);
}

function cartWords(properties: JsonObject, currency: string): string | null {
  const lines = linesOf(properties.products, currency);
  if (!lines) return amountWords(properties, currency);
  return joined([plural(lines.length, 'product'), formatMoney(lineTotal(lines), { currency })]);
}

function orderWords(properties: JsonObject, currency: string): string | null {
  const revenue = orderRevenue(properties, currency);
  const lines = linesOf(properties.products, currency);
  const coupon = textProperty(properties, 'coupon');
  return joined([
    revenue === null ? null : formatMoney(revenue, { currency }),
    lines && lines.length > 0 ? plural(lines.length, 'product') : null,
    coupon ? `code ${coupon}` : null,
  ]);
}

function amountWords(properties: JsonObject, currency: string): string | null {
  const amount =
    amountOf(properties.value, currency) ??
    amountOf(properties.revenue, currency) ??
    amountOf(properties.total, currency);
  return amount === null ? null : formatMoney(amount, { currency });
}

function plainWords({ type, properties }: EventFacts): string | null {
  if (type === 'page' || type === 'screen') {
    return textProperty(properties, 'path') ?? textProperty(properties, 'title') ?? textProperty(properties, 'url');
  }
  const names = Object.keys(properties);
  if (names.length === 0) return null;
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

function textProperty(properties: JsonObject, name: string): string | null {
  const value = properties[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(' · ') || null;
}

/** A stored row as the facts its words are made of; a call nobody knows any more reads like a track call. */
export function factsOf(row: { type: string; name: string | null; properties: Record<string, unknown> }): EventFacts {
  const type = EVENT_TYPES.find((each) => each === row.type) ?? 'track';
  // Parsed from JSON, whatever the type of the column says.
  return { type, name: row.name, properties: row.properties as JsonObject };
}
