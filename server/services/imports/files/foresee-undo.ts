import type { ServiceContext } from '../../../context';
import { Prisma, type FileImport as Row } from '../../../generated/prisma/client';
import { isNamedIn, KEEPING } from '../../events';
import { spanOf } from './undo-file';

/** Customers who stay, and what else is known of them. */
export type Staying = { because: string; count: number };

/** What of a file is still there. */
export type Foreseen = {
  events: number;
  orders: number;
  /** Orders that stay, since a discount code of ours was redeemed with them. */
  ordersKept: number;
  /** Customers nobody but the file told of. */
  customers: number;
  stays: Staying[];
  products: number;
  /** Entries of the consent ledger. */
  grants: number;
  withdrawals: number;
};

const NOTHING: Foreseen = {
  ...{ events: 0, orders: 0, ordersKept: 0, customers: 0, stays: [], products: 0, grants: 0, withdrawals: 0 },
};
const OTHER_EVENTS = 'Told of by other files, the website or the API too';
const KNOWN_BEFORE = 'Known before the file came in';

/** Counts what the undo of a file would take back and what would stay. */
export async function foresee(ctx: ServiceContext, row: Row): Promise<Foreseen> {
  const where = { workspaceId: ctx.workspaceId, importId: row.id };
  switch (row.kind) {
    case 'products':
    case 'costs':
      return { ...NOTHING, products: await ctx.db.fileImportProduct.count({ where }) };
    case 'consents':
      return { ...NOTHING, ...(await ofConsents(ctx, row)) };
    case 'customers':
    case 'orders':
    case 'events':
      return { ...NOTHING, ...(await ofEvents(ctx, row)), ...(await ofCustomers(ctx, row)) };
    default:
      return NOTHING;
  }
}

async function ofConsents({ db, workspaceId }: ServiceContext, row: Row) {
  const { from, to } = spanOf(row);
  const [counted] = await db.$queryRaw<Pick<Foreseen, 'grants' | 'withdrawals'>[]>`
    SELECT count(*) FILTER (WHERE status = 'granted')::int AS grants,
      count(*) FILTER (WHERE status = 'withdrawn')::int AS withdrawals
    FROM consent_event WHERE workspace_id = ${workspaceId}::uuid AND recorded_at BETWEEN ${from} AND ${to}
      AND starts_with(evidence, ${`import:${row.fileHash.slice(0, 32)}:row `})`;
  return counted;
}

function eventsOf({ workspaceId }: ServiceContext, row: Row): Prisma.Sql {
  const { from, to } = spanOf(row);
  return Prisma.sql`mine AS MATERIALIZED (
    SELECT e.id, e.customer_id, e.order_id FROM event e
    WHERE e.workspace_id = ${workspaceId}::uuid AND e.received_at BETWEEN ${from} AND ${to}
      AND e.context #>> '{import,id}' = ${row.id})`;
}

async function ofEvents(ctx: ServiceContext, row: Row) {
  const [counted] = await ctx.db.$queryRaw<Pick<Foreseen, 'events' | 'orders' | 'ordersKept'>[]>`
    WITH ${eventsOf(ctx, row)}, named AS (
      SELECT o.id, EXISTS (SELECT FROM offer f WHERE f.workspace_id = o.workspace_id AND f.order_id = o.id) AS is_kept,
        EXISTS (SELECT FROM event e WHERE e.workspace_id = o.workspace_id AND e.order_id = o.order_key
          AND e.id NOT IN (SELECT id FROM mine)) AS is_shared
      FROM shop_order o WHERE o.workspace_id = ${ctx.workspaceId}::uuid AND o.order_key IN (SELECT order_id FROM mine)
    )
    SELECT (SELECT count(*) FROM mine)::int AS events, count(*) FILTER (WHERE NOT is_kept AND NOT is_shared)::int AS orders,
      count(*) FILTER (WHERE is_kept)::int AS "ordersKept" FROM named`;
  return counted;
}

async function ofCustomers(ctx: ServiceContext, row: Row): Promise<Pick<Foreseen, 'customers' | 'stays'>> {
  const kept = KEEPING.map((each) => Prisma.sql`WHEN ${isNamedIn(each, ctx)('c.id')} THEN ${each.called}`);
  const rows = await ctx.db.$queryRaw<{ because: string | null; count: number }[]>`
    WITH ${eventsOf(ctx, row)}, counted AS (
      SELECT CASE
        WHEN EXISTS (SELECT FROM event e WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id
          AND e.id NOT IN (SELECT id FROM mine)) THEN ${OTHER_EVENTS}
        WHEN c.created_at < ${spanOf(row).from} THEN ${KNOWN_BEFORE}
        ${Prisma.join(kept, ' ')} END AS because
      FROM customer c WHERE c.workspace_id = ${ctx.workspaceId}::uuid AND c.erased_at IS NULL
        AND c.id IN (SELECT customer_id FROM mine)
    )
    SELECT because, count(*)::int AS count FROM counted GROUP BY 1 ORDER BY 2 DESC`;
  return {
    customers: rows.find(({ because }) => because === null)?.count ?? 0,
    stays: rows.flatMap(({ because, count }) => (because === null ? [] : [{ because, count }])),
  };
}
