import { TABLES } from '@/domain/privacy/tables';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { holdProcessing } from '../../processing-lock';
import { activePolicy } from '../policies';
import { movedOf, settle } from './merging/records';
import { CustomerDrafts } from './processing/customer-drafts';
import { dropUntoldOrders } from './processing/orders';

/** An event that is to be as if it had never come in. */
export type EventToTakeBack = { id: string; customerId: string | null; orderId: string | null; cartId: string | null };

/** What became of them; `staged` is to be written down with the caller's own audit entry, last in the transaction. */
export type TakenBack = {
  events: number;
  orders: number;
  /** Customers of whom nothing else was known. */
  customers: number;
  staged: AuditRecord[];
};

/** What follows from events alone: it keeps no customer, and goes with them. */
const FOLLOWING = [
  ...['cart', 'segment_touched', 'segment_member', 'segment_change', 'stage_change', 'merge_suggestion'],
  ...['customer_identity', 'event', 'shop_order'],
];

/** Tables whose rows say that something has happened with a customer, each with the columns that name them. */
export const KEEPING: readonly { table: string; called: string; columns: readonly string[] }[] = TABLES.flatMap(
  (plan) =>
    plan.of === 'person' && plan.found.by === 'customer' && !FOLLOWING.includes(plan.table)
      ? [{ table: plan.table, called: plan.called, columns: plan.found.columns ?? ['customer_id'] }]
      : [],
);

/** Whether a row of the table names the customer whose id stands in `id`. */
export function isNamedIn(
  { table, columns }: (typeof KEEPING)[number],
  { workspaceId }: ServiceContext,
): (id: string) => Prisma.Sql {
  return (
    id,
  ) => Prisma.sql`EXISTS (SELECT FROM ${Prisma.raw(table)} AS kept WHERE kept.workspace_id = ${workspaceId}::uuid
    AND ${Prisma.raw(`(${columns.map((column) => `kept.${column} = ${id}`).join(' OR ')})`)})`;
}

/**
 * Takes events back, in the caller's transaction: what was folded from them is folded anew without them. Orders nobody
 * else tells of go with their credit, but for those a discount code of ours was redeemed with; so do customers who came
 * since `since` and of whom nothing else is known. Who was erased stays so. What decisions looked at when they were made stands as it was.
 */
export async function takeEventsBack(
  tx: Db,
  ctx: ServiceContext,
  { events, since }: { events: readonly EventToTakeBack[]; since: Date },
): Promise<TakenBack> {
  await holdProcessing(tx, ctx);
  const kept = await redeemedOrders(
    tx,
    ctx,
    events.flatMap(({ orderId }) => orderId ?? []),
  );
  const going = events.filter(({ orderId }) => orderId === null || !kept.has(orderId));
  await deleteEvents(tx, ctx, going);
  const moved = movedOf(going);
  const orders = await dropUntoldOrders(tx, ctx, [...moved.orderIds]);
  const carts = await reopenedCarts(tx, ctx, orders);
  for (const key of carts) moved.cartIds.add(key);
  const ids = await livingAmong(
    tx,
    ctx,
    going.flatMap(({ customerId }) => customerId ?? []),
  );
  const emptied = await withoutEvents(tx, ctx, ids);
  const gone = await goingAmong(tx, ctx, emptied, since);
  const staying = ids.filter((id) => !gone.includes(id));
  const { document: policy } = await activePolicy(ctx, tx);
  const drafts = new CustomerDrafts(tx, ctx, policy.engagement);
  await drafts.load(staying);
  await drafts.rebuild(staying);
  await drafts.blank(emptied);
  const staged = await settle(tx, ctx, drafts, { ids: staying, moved });
  await dropEmptyCarts(tx, ctx, [...moved.cartIds]);
  await dropCustomers(tx, ctx, gone);
  return { events: going.length, orders: orders.length, customers: gone.length, staged };
}

async function redeemedOrders(tx: Db, { workspaceId }: ServiceContext, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT o.order_key AS key FROM shop_order o
    WHERE o.workspace_id = ${workspaceId}::uuid AND o.order_key = ANY(${[...new Set(keys)]}::text[])
      AND EXISTS (SELECT FROM offer f WHERE f.workspace_id = o.workspace_id AND f.order_id = o.id)`;
  return new Set(rows.map(({ key }) => key));
}

async function deleteEvents(
  tx: Db,
  { workspaceId }: ServiceContext,
  events: readonly EventToTakeBack[],
): Promise<void> {
  const ids = events.map(({ id }) => id);
  await tx.$executeRaw`
    DELETE FROM event_pending WHERE workspace_id = ${workspaceId}::uuid AND event_id = ANY(${ids}::bigint[])`;
  await tx.$executeRaw`DELETE FROM event WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::bigint[])`;
}

/** Carts that these orders had closed. */
async function reopenedCarts(tx: Db, { workspaceId }: ServiceContext, orderKeys: readonly string[]): Promise<string[]> {
  const rows = await tx.cart.findMany({
    where: { workspaceId, orderKey: { in: [...orderKeys] } },
    select: { cartKey: true },
  });
  return rows.map(({ cartKey }) => cartKey);
}

async function livingAmong(tx: Db, { workspaceId }: ServiceContext, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.customer.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] }, erasedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

async function withoutEvents(tx: Db, { workspaceId }: ServiceContext, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT mine.id FROM unnest(${ids}::uuid[]) AS mine(id) WHERE NOT EXISTS (
      SELECT FROM event e WHERE e.workspace_id = ${workspaceId}::uuid AND e.customer_id = mine.id)`;
  return rows.map(({ id }) => id);
}

async function goingAmong(tx: Db, ctx: ServiceContext, ids: readonly string[], since: Date): Promise<string[]> {
  const named = KEEPING.map((each) => isNamedIn(each, ctx)('c.id'));
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM customer c WHERE c.workspace_id = ${ctx.workspaceId}::uuid AND c.id = ANY(${ids}::uuid[])
      AND c.created_at >= ${since} AND NOT (${Prisma.join(named, ' OR ')})`;
  return rows.map(({ id }) => id);
}

/** Carts of which nobody tells any more. */
async function dropEmptyCarts(tx: Db, { workspaceId }: ServiceContext, keys: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM cart WHERE workspace_id = ${workspaceId}::uuid AND cart_key = ANY(${keys}::text[])
      AND cart_key NOT LIKE 'session:%' AND NOT EXISTS (SELECT FROM event e
        WHERE e.workspace_id = cart.workspace_id AND e.cart_id = cart.cart_key AND e.type = 'track')`;
}

async function dropCustomers(tx: Db, { workspaceId }: ServiceContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const where = { workspaceId, customerId: { in: [...ids] } };
  await tx.cart.deleteMany({ where });
  await tx.stageChange.deleteMany({ where });
  await tx.customerIdentity.deleteMany({ where });
  await tx.customer.deleteMany({ where: { workspaceId, id: { in: [...ids] } } });
}
