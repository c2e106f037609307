import type { CartLine } from '../decisions/snapshot';
import type { Cents } from '../shared/money';
import { commerceKind, lineOf, linesOf, lineTotal, quantityOf, type ToldLine, textOf } from './commerce';
import { byTime, type StoredEvent } from './event';

/** One thing that happened to a cart. */
export type CartFact = { at: Date; messageId: string } & (
  | { kind: 'added'; line: ToldLine }
  /** `quantity` null: the whole line. */
  | { kind: 'removed'; sku: string; quantity: number | null }
  /** The cart's whole contents, where the shop tells them. */
  | { kind: 'contents'; lines: ToldLine[] }
  /** The customer went to pay; contents where told. */
  | { kind: 'checkout'; lines: ToldLine[] | null }
  | { kind: 'ordered'; orderKey: string }
);

export type CartState = {
  status: 'open' | 'ordered' | 'emptied';
  lines: ToldLine[];
  valueCents: Cents;
  openedAt: Date;
  lastChangedAt: Date;
  /** The order that closed it. */
  orderKey: string | null;
  orderedAt: Date | null;
};

const MAX_KEY = 255;

/** The shop's own id of the cart the event is about; null where it gives none. */
export function cartIdOf(event: StoredEvent): string | null {
  return textOf(event.properties.cart_id, MAX_KEY);
}

/** What the event did to its cart; null when it is not about one, or names no product. */
export function cartFactOf(event: StoredEvent, currency: string): CartFact | null {
  const base = { at: event.occurredAt, messageId: event.messageId };
  const told = (line: ToldLine): ToldLine => (event.isOfBrowser ? { ...line, isClaimed: true } : line);
  switch (commerceKind(event)) {
    case 'product_added': {
      const line = lineOf(event.properties, currency);
      return line && line.quantity > 0 ? { ...base, kind: 'added', line: told(line) } : null;
    }
    case 'product_removed': {
      const line = lineOf(event.properties, currency);
      return line && { ...base, kind: 'removed', sku: line.sku, quantity: quantityOf(event.properties.quantity) };
    }
    case 'cart_contents': {
      const lines = linesOf(event.properties.products, currency);
      return lines && { ...base, kind: 'contents', lines: lines.map(told) };
    }
    case 'checkout_started':
      return { ...base, kind: 'checkout', lines: linesOf(event.properties.products, currency)?.map(told) ?? null };
    default:
      return null;
  }
}

/**
 * The cart as its facts leave it, in whatever order they are given. An order closes the cart and keeps its lines; what
 * is put in afterwards opens it anew. `lastChangedAt` moves when the contents change and when the customer goes to
 * pay, not when the cart is merely looked at. Null when nothing was ever put in.
 */
export function foldCart(facts: readonly CartFact[]): CartState | null {
  let cart: CartState | null = null;
  for (const fact of [...facts].sort(inOrder)) cart = step(cart, fact);
  return cart;
}

function inOrder(one: CartFact, other: CartFact): number {
  const difference = one.at.getTime() - other.at.getTime();
  // What was put in at the very moment of the order was bought with it.
  if (difference === 0 && (one.kind === 'ordered') !== (other.kind === 'ordered'))
    return one.kind === 'ordered' ? 1 : -1;
  return byTime({ occurredAt: one.at, messageId: one.messageId }, { occurredAt: other.at, messageId: other.messageId });
}

function step(cart: CartState | null, fact: CartFact): CartState | null {
  if (fact.kind === 'ordered') return cart && close(cart, fact.orderKey, fact.at);
  const before = cart && cart.status !== 'ordered' ? cart.lines : [];
  const lines = contentsAfter(before, fact);
  if (cart?.status === 'ordered') {
    // Looking at what was bought, or clearing it away, is not a new cart.
    const isNew = lines.length > 0 && !sameLines(lines, cart.lines);
    return isNew ? opened(lines, fact.at) : cart;
  }
  if (!cart) return lines.length > 0 ? opened(lines, fact.at) : null;
  if (sameLines(lines, cart.lines)) return fact.kind === 'checkout' ? { ...cart, lastChangedAt: fact.at } : cart;
  if (lines.length === 0) return { ...cart, status: 'emptied', lines, valueCents: 0, lastChangedAt: fact.at };
  if (cart.status === 'emptied') return opened(lines, fact.at);
  return { ...cart, lines, valueCents: lineTotal(lines), lastChangedAt: fact.at };
}

function opened(lines: ToldLine[], at: Date): CartState {
  return {
    status: 'open',
    lines,
    valueCents: lineTotal(lines),
    openedAt: at,
    lastChangedAt: at,
    orderKey: null,
    orderedAt: null,
  };
}

/** The first order counts; one that comes while nothing is in the cart is not its order. */
function close(cart: CartState, orderKey: string, orderedAt: Date): CartState {
  return cart.status === 'open' ? { ...cart, status: 'ordered', orderKey, orderedAt } : cart;
}

function contentsAfter(lines: ToldLine[], fact: Exclude<CartFact, { kind: 'ordered' }>): ToldLine[] {
  switch (fact.kind) {
    case 'added':
      return add(lines, fact.line);
    case 'removed':
      return remove(lines, fact.sku, fact.quantity);
    case 'contents':
      return fact.lines.map((line) => asTold(lines, line)).reduce(add, []);
    case 'checkout':
      return fact.lines ? fact.lines.map((line) => asTold(lines, line)).reduce(add, []) : lines;
  }
}

/** A browser says how many there are; what they are called and cost stays as the shop has told it, where it has. */
function asTold(before: readonly ToldLine[], line: ToldLine): ToldLine {
  const known = line.isClaimed && before.find((one) => one.sku === line.sku && !one.isClaimed);
  return known ? { ...known, quantity: line.quantity } : line;
}

function add(lines: ToldLine[], line: ToldLine): ToldLine[] {
  const known = lines.find((one) => one.sku === line.sku);
  if (!known) return [...lines, line];
  const together = { ...asTold([known], line), quantity: known.quantity + line.quantity };
  return lines.map((one) => (one.sku === line.sku ? together : one));
}

function remove(lines: ToldLine[], sku: string, quantity: number | null): ToldLine[] {
  return lines.flatMap((line) => {
    if (line.sku !== sku) return [line];
    const left = quantity === null ? 0 : line.quantity - quantity;
    return left > 0 ? [{ ...line, quantity: left }] : [];
  });
}

/** What the shop has told of a product: its name, and its price where it has told one. */
export type ToldProduct = { readonly name: string; readonly priceCents: Cents | null };

/** The lines as the shop's own words have them, wherever a browser told of one; what only it knows of stays as it said. */
export function settledLines(lines: readonly ToldLine[], told: ReadonlyMap<string, ToldProduct>): CartLine[] {
  return lines.map(({ isClaimed, ...line }) => {
    const product = isClaimed && told.get(line.sku);
    return product ? { ...line, name: product.name, priceCents: product.priceCents ?? line.priceCents } : line;
  });
}

function sameLines(one: readonly ToldLine[], other: readonly ToldLine[]): boolean {
  if (one.length !== other.length) return false;
  return one.every((line) =>
    other.some(
      (twin) => twin.sku === line.sku && twin.quantity === line.quantity && twin.priceCents === line.priceCents,
    ),
  );
}
