import { v7 } from 'uuid';
import { foldOrder, type OrderState, orderIdOf } from '@/domain/events/order';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { EVENT_COLUMNS, type OwnedEvent } from './claim';
import type { CustomerDrafts } from './customer-drafts';

/** An order that is new or has changed. */
export type OrderChange = {
  id: string;
  isNew: boolean;
  customerId: string;
  /** What it closes, and what it closed before it changed: a named cart, or whatever a customer has open. */
  closes: Closing[];
  couponCode: string | null;
  discountCents: number;
  orderedAt: Date;
  hasCampaign: boolean;
};

export type Closing = { customerId: string; cartKey: string | null };

type OrderRow = Closing & { id: string; orderKey: string; orderedAt: Date };
type Folded = { order: OrderState; id: string; customerId: string; known: OrderRow | undefined };

/** Folds the orders these events are about, saves them with their refunds, and credits their customers. */
export async function foldOrders(
  tx: Db,
  ctx: ServiceContext,
  input: { events: readonly OwnedEvent[]; alsoOrderIds: ReadonlySet<string>; drafts: CustomerDrafts },
): Promise<OrderChange[]> {
  const keys = new Set([...input.events.flatMap((event) => orderIdOf(event) ?? []), ...input.alsoOrderIds]);
  if (keys.size === 0) return [];
  const known = await knownOrders(tx, ctx, [...keys]);
  const folded = foldAll(await eventsOf(tx, ctx, [...keys]), known, ctx.workspace.currency);
  if (folded.length === 0) return [];
  await saveOrders(tx, ctx, folded);
  await saveRefunds(tx, ctx, folded);
  await credit(input.drafts, folded);
  return folded.map(({ id, order, customerId, known: before }) => ({
    id,
    isNew: before === undefined,
    customerId,
    closes: [{ customerId, cartKey: order.cartKey }, ...(before ? [before] : [])],
    couponCode: order.couponCode,
    discountCents: order.discountCents,
    orderedAt: order.orderedAt,
    hasCampaign: Object.keys(order.campaign).length > 0,
  }));
}

/**
 * Takes away the orders of these that no event tells of any more, with what messages were credited for them. Answers
 * their keys.
 */
export async function dropUntoldOrders(tx: Db, ctx: ServiceContext, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const known = await knownOrders(tx, ctx, [...keys]);
  const told = new Set(
    foldAll(await eventsOf(tx, ctx, [...keys]), known, ctx.workspace.currency).map(({ order }) => order.orderKey),
  );
  const gone = [...known.values()].filter(({ orderKey }) => !told.has(orderKey));
  const { workspaceId } = ctx;
  const ids = gone.map(({ id }) => id);
  await tx.attribution.deleteMany({ where: { workspaceId, orderId: { in: ids } } });
  await tx.order.deleteMany({ where: { workspaceId, id: { in: ids } } });
  return gone.map(({ orderKey }) => orderKey);
}

async function knownOrders(tx: Db, ctx: ServiceContext, keys: string[]): Promise<Map<string, OrderRow>> {
  const rows = await tx.$queryRaw<OrderRow[]>`
    SELECT id, order_key AS "orderKey", customer_id AS "customerId", cart_key AS "cartKey",
      ordered_at AS "orderedAt"
    FROM shop_order
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND order_key = ANY(${keys}::text[]) ORDER BY id FOR UPDATE`;
  return new Map(rows.map((row) => [row.orderKey, row]));
}

function eventsOf(tx: Db, ctx: ServiceContext, keys: string[]): Promise<OwnedEvent[]> {
  return tx.$queryRaw<OwnedEvent[]>`
    SELECT ${EVENT_COLUMNS}, e.customer_id AS "customerId" FROM event e
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.type = 'track' AND e.order_id = ANY(${keys}::text[])
      AND e.customer_id IS NOT NULL`;
}

function foldAll(events: readonly OwnedEvent[], known: Map<string, OrderRow>, currency: string): Folded[] {
  const byOrder = new Map<string, OwnedEvent[]>();
  for (const event of events) {
    const key = orderIdOf(event);
    if (key) byOrder.set(key, [...(byOrder.get(key) ?? []), event]);
  }
  return [...byOrder].flatMap(([key, own]) => {
    const order = foldOrder(own, currency);
    const placedBy = own.find((event) => event.messageId === order?.placedBy);
    if (!order || !placedBy) return [];
    const before = known.get(key);
    return [{ order, id: before?.id ?? v7(), customerId: placedBy.customerId, known: before }];
  });
}

async function saveOrders(tx: Db, ctx: ServiceContext, folded: readonly Folded[]): Promise<void> {
  const rows = folded.map(({ order, id, customerId }) => ({
    id,
    order_key: order.orderKey,
    customer_id: customerId,
    cart_key: order.cartKey,
    revenue_cents: order.revenueCents,
    discount_cents: order.discountCents,
    refunded_cents: order.refunds.reduce((sum, refund) => sum + refund.amountCents, 0),
    currency: order.currency,
    coupon_code: order.couponCode,
    campaign: order.campaign,
    lines: order.lines,
    ordered_at: order.orderedAt,
    is_simulated: order.isSimulated,
  }));
  await tx.$executeRaw`
    INSERT INTO shop_order (workspace_id, id, order_key, customer_id, cart_key, revenue_cents, discount_cents,
      refunded_cents, currency, coupon_code, campaign, lines, ordered_at, is_simulated)
    SELECT ${ctx.workspaceId}::uuid, row.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(id uuid,
      order_key text, customer_id uuid, cart_key text, revenue_cents int, discount_cents int, refunded_cents int,
      currency text, coupon_code text, campaign jsonb, lines jsonb, ordered_at timestamptz, is_simulated boolean)
    ON CONFLICT (workspace_id, order_key) DO UPDATE SET customer_id = excluded.customer_id, cart_key = excluded.cart_key,
      revenue_cents = excluded.revenue_cents, discount_cents = excluded.discount_cents,
      refunded_cents = excluded.refunded_cents, coupon_code = excluded.coupon_code, campaign = excluded.campaign,
      lines = excluded.lines, ordered_at = excluded.ordered_at, is_simulated = excluded.is_simulated`;
}

async function saveRefunds(tx: Db, ctx: ServiceContext, folded: readonly Folded[]): Promise<void> {
  const rows = folded.flatMap(({ id, order }) =>
    order.refunds.map((refund) => ({
      id: v7(),
      order_id: id,
      event_key: refund.eventKey,
      amount_cents: refund.amountCents,
      refunded_at: refund.refundedAt,
    })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO refund (workspace_id, id, order_id, event_key, amount_cents, refunded_at)
    SELECT ${ctx.workspaceId}::uuid, row.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(id uuid,
      order_id uuid, event_key text, amount_cents int, refunded_at timestamptz)
    ON CONFLICT (workspace_id, event_key) DO UPDATE SET order_id = excluded.order_id,
      amount_cents = excluded.amount_cents, refunded_at = excluded.refunded_at`;
}

/** An order counts for its customer once: where its customer or date changed, the former credit is taken back. */
async function credit(drafts: CustomerDrafts, folded: readonly Folded[]): Promise<void> {
  const customers = new Set(folded.flatMap(({ customerId, known }) => [customerId, known?.customerId ?? customerId]));
  await drafts.load(customers);
  for (const { order, customerId, known } of folded) {
    if (known?.customerId === customerId && known.orderedAt.getTime() === order.orderedAt.getTime()) continue;
    if (known) drafts.takeOrder(known.customerId, known.orderedAt);
    drafts.addOrder(customerId, order.orderedAt);
  }
  await drafts.countOrders(customers);
}
