import { v7 } from 'uuid';
import { type CartFact, cartFactOf, cartIdOf, foldCart } from '@/domain/events/cart';
import { CART_EVENT_NAMES, isCartEvent } from '@/domain/events/commerce';
import { byTime } from '@/domain/events/event';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { EVENT_COLUMNS, type OwnedEvent } from './claim';
import type { OrderChange } from './orders';

/** Carts to fold anew: by the shop's cart_id, and those of customers whose shop gives none. */
type Touched = { cartIds: Set<string>; sessionsOf: Set<string> };
/** A row of `cart`. */
type CartRow = { cart_key: string } & Record<string, unknown>;
type Closing = { orderKey: string; customerId: string; cartKey: string | null; orderedAt: Date };

const SESSION = 'session:';
/** The cart key of a customer whose shop gives none. */
export const sessionKey = (customerId: string) => `${SESSION}${customerId}`;

/** Folds the carts these events and orders are about. */
export async function foldCarts(
  tx: Db,
  ctx: ServiceContext,
  input: {
    events: readonly OwnedEvent[];
    orders: readonly OrderChange[];
    alsoCartIds: ReadonlySet<string>;
    alsoCustomers: readonly string[];
  },
): Promise<void> {
  const touched = touchedBy(input.events);
  for (const cartId of input.alsoCartIds) touched.cartIds.add(cartId);
  for (const customerId of input.alsoCustomers) touched.sessionsOf.add(customerId);
  await addClosed(tx, ctx, input.orders, touched);
  if (touched.cartIds.size + touched.sessionsOf.size === 0) return;
  const byCart = group(await cartEvents(tx, ctx, touched));
  const closings = await closingOrders(tx, ctx, byCart);
  const rows = [...byCart].flatMap(([key, events]) => toRow(key, events, closings, ctx.workspace.currency) ?? []);
  await save(tx, ctx, rows);
  // Where what was put in turned out to be somebody else's, no cart is left, even if this customer looked at one.
  const kept = new Set(rows.map((row) => row.cart_key));
  const gone = [...touched.sessionsOf].map(sessionKey).filter((key) => !kept.has(key));
  if (gone.length > 0) await tx.cart.deleteMany({ where: { workspaceId: ctx.workspaceId, cartKey: { in: gone } } });
}

function touchedBy(events: readonly OwnedEvent[]): Touched {
  const touched: Touched = { cartIds: new Set(), sessionsOf: new Set() };
  for (const event of events.filter(isCartEvent)) {
    const cartId = cartIdOf(event);
    if (cartId) touched.cartIds.add(cartId);
    else touched.sessionsOf.add(event.customerId);
  }
  return touched;
}

/** An order closes the cart it names; one that names none closes whatever its customer has open. */
async function addClosed(tx: Db, ctx: ServiceContext, orders: readonly OrderChange[], touched: Touched): Promise<void> {
  if (orders.length === 0) return;
  const closes = orders.flatMap((order) => order.closes);
  const named = closes.flatMap((closing) => closing.cartKey ?? []);
  const customers = closes.filter((closing) => closing.cartKey === null).map((closing) => closing.customerId);
  const carts = await tx.$queryRaw<{ cartKey: string }[]>`
    SELECT cart_key AS "cartKey" FROM cart WHERE workspace_id = ${ctx.workspaceId}::uuid
      AND (cart_key = ANY(${named}::text[]) OR customer_id = ANY(${customers}::uuid[]))`;
  for (const { cartKey } of carts) {
    if (cartKey.startsWith(SESSION)) touched.sessionsOf.add(cartKey.slice(SESSION.length));
    else touched.cartIds.add(cartKey);
  }
}

async function cartEvents(tx: Db, ctx: ServiceContext, touched: Touched): Promise<OwnedEvent[]> {
  const named = await tx.$queryRaw<OwnedEvent[]>`
    SELECT ${EVENT_COLUMNS}, e.customer_id AS "customerId" FROM event e
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.type = 'track'
      AND e.cart_id = ANY(${[...touched.cartIds]}::text[])
      AND lower(e.name) = ANY(${CART_EVENT_NAMES}::text[]) AND e.customer_id IS NOT NULL`;
  if (touched.sessionsOf.size === 0) return named;
  const unnamed = await tx.$queryRaw<OwnedEvent[]>`
    SELECT ${EVENT_COLUMNS}, e.customer_id AS "customerId" FROM event e
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.customer_id = ANY(${[...touched.sessionsOf]}::uuid[])
      AND e.type = 'track' AND lower(e.name) = ANY(${CART_EVENT_NAMES}::text[]) AND e.cart_id IS NULL`;
  return [...named, ...unnamed];
}

function group(events: readonly OwnedEvent[]): Map<string, OwnedEvent[]> {
  const byCart = new Map<string, OwnedEvent[]>();
  for (const event of events) {
    const key = cartIdOf(event) ?? sessionKey(event.customerId);
    const own = byCart.get(key);
    if (own) own.push(event);
    else byCart.set(key, [event]);
  }
  return byCart;
}

function closingOrders(tx: Db, ctx: ServiceContext, byCart: Map<string, OwnedEvent[]>): Promise<Closing[]> {
  const customers = new Set([...byCart.values()].flatMap((events) => events.map((event) => event.customerId)));
  return tx.$queryRaw<Closing[]>`
    SELECT order_key AS "orderKey", customer_id AS "customerId", cart_key AS "cartKey", ordered_at AS "orderedAt"
    FROM shop_order WHERE workspace_id = ${ctx.workspaceId}::uuid AND (cart_key = ANY(${[...byCart.keys()]}::text[])
      OR (cart_key IS NULL AND customer_id = ANY(${[...customers]}::uuid[])))`;
}

function toRow(cartKey: string, events: OwnedEvent[], closings: readonly Closing[], currency: string): CartRow | null {
  const inOrder = [...events].sort(byTime);
  const owner = inOrder.at(-1);
  if (!owner) return null;
  const { customerId } = owner;
  const closed = closings
    .filter((order) => order.cartKey === cartKey || (order.cartKey === null && order.customerId === customerId))
    .map(
      (order): CartFact => ({
        kind: 'ordered',
        orderKey: order.orderKey,
        at: order.orderedAt,
        messageId: order.orderKey,
      }),
    );
  const cart = foldCart([...inOrder.flatMap((event) => cartFactOf(event, currency) ?? []), ...closed]);
  if (!cart) return null;
  return {
    id: v7(),
    cart_key: cartKey,
    customer_id: customerId,
    status: cart.status,
    lines: cart.lines,
    value_cents: cart.valueCents,
    opened_at: cart.openedAt,
    last_changed_at: cart.lastChangedAt,
    order_key: cart.orderKey,
    ordered_at: cart.orderedAt,
    is_simulated: events.every((event) => event.isSimulated),
  };
}

async function save(tx: Db, ctx: ServiceContext, rows: readonly CartRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO cart (workspace_id, id, cart_key, customer_id, status, lines, value_cents, opened_at, last_changed_at,
      order_key, ordered_at, is_simulated)
    SELECT ${ctx.workspaceId}::uuid, id, cart_key, customer_id, status, lines, value_cents, opened_at,
      last_changed_at, order_key, ordered_at, is_simulated
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(id uuid, cart_key text, customer_id uuid, status text,
      lines jsonb, value_cents int, opened_at timestamptz, last_changed_at timestamptz, order_key text,
      ordered_at timestamptz, is_simulated boolean)
    ON CONFLICT (workspace_id, cart_key) DO UPDATE SET customer_id = excluded.customer_id, status = excluded.status,
      lines = excluded.lines, value_cents = excluded.value_cents, opened_at = excluded.opened_at,
      last_changed_at = excluded.last_changed_at, order_key = excluded.order_key, ordered_at = excluded.ordered_at,
      is_simulated = excluded.is_simulated`;
}
