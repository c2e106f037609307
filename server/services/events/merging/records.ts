import type { AuditRecord } from '../../../audit';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { Prisma } from '../../../generated/prisma/client';
import { saveStages } from '../../customers';
import { activePolicy } from '../../policies';
import { touchSegments } from '../../segments';
import { foldCarts } from '../processing/carts';
import type { CustomerDrafts } from '../processing/customer-drafts';
import { foldOrders } from '../processing/orders';

/** What a record holds that is not folded from events: it moves with a merge, row by row, and back. */
export type KeptRows = {
  table: string;
  /** What a row of a table without ids is known by besides its customer. */
  key?: readonly string[];
  /** A customer has one such row for these: that of the merged record stays where it is when the survivor has one. */
  once?: readonly string[];
};

const WAY = ['campaign_id', 'occurrence'];
const STEP = [...WAY, 'step'];
export const KEPT_ROWS: readonly KeptRows[] = [
  { table: 'decision' },
  { table: 'inbound_message' },
  { table: 'message' },
  { table: 'offer' },
  { table: 'opt_in_request' },
  { table: 'stage_change' },
  { table: 'winback_spell', once: ['dormant_from'] },
  { table: 'campaign_enrolment', key: WAY, once: WAY },
  { table: 'campaign_touch', key: STEP, once: STEP },
  { table: 'experiment_exposure', key: ['experiment_id'], once: ['experiment_id'] },
  { table: 'push_device', key: ['token'] },
];

/** Cart and order ids of events that changed hands. */
export type Moved = { cartIds: Set<string>; orderIds: Set<string> };

/** Records that were merged into others are out of everybody's sight; this transaction sees them. */
export async function seeMerged(tx: Db): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.merged', 'on', true)`;
}

export function table(name: string): Prisma.Sql {
  return Prisma.raw(`"${name}"`);
}

/**
 * What follows from rows, for records whose rows have changed: orders, carts, counts, stages, segments. `emptied` are
 * records that have none left.
 */
export async function settle(
  tx: Db,
  ctx: ServiceContext,
  drafts: CustomerDrafts,
  { ids, moved, emptied = [] }: { ids: readonly string[]; moved: Moved; emptied?: readonly string[] },
): Promise<AuditRecord[]> {
  const orders = await foldOrders(tx, ctx, { events: [], alsoOrderIds: moved.orderIds, drafts });
  await drafts.countOrders(ids);
  await drafts.recount(ids);
  await drafts.save();
  const { document } = await activePolicy(ctx, tx);
  const staged = await saveStages(tx, ctx, document, drafts.staged());
  await foldCarts(tx, ctx, { events: [], orders, alsoCartIds: moved.cartIds, alsoCustomers: [...ids, ...emptied] });
  await touchSegments(tx, ctx, [...ids, ...emptied]);
  return staged;
}

/** What a row `t` is written down by: its id, or one made of its key. */
export function rowId({ key }: KeptRows): Prisma.Sql {
  if (!key) return Prisma.raw('t.id');
  return Prisma.raw(`md5(jsonb_build_array(${key.map((column) => `t.${column}`).join(', ')})::text)::uuid`);
}

export function movedOf(rows: readonly { cartId: string | null; orderId: string | null }[]): Moved {
  return {
    cartIds: new Set(rows.flatMap(({ cartId }) => cartId ?? [])),
    orderIds: new Set(rows.flatMap(({ orderId }) => orderId ?? [])),
  };
}
