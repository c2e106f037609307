import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { Prisma } from '../../../generated/prisma/client';

/** A visitor's record, and the customer they turned out to be. */
type Adoption = { from: string; to: string };

/** Rows that follow a visitor as they are. */
const FOLLOWING = [
  'cart',
  'shop_order',
  'stage_change',
  'decision',
  'message',
  'offer',
  'inbound_message',
  'push_device',
];
/** Rows that a customer has once for a key: of two the customer's own stays. */
const ONCE: Record<string, readonly string[]> = {
  winback_spell: ['dormant_from'],
  campaign_enrolment: ['campaign_id', 'occurrence'],
  campaign_touch: ['campaign_id', 'occurrence', 'step'],
  experiment_exposure: ['experiment_id'],
};

/**
 * What is known of visitors becomes the customers'. Consent and session carts follow once the customers are saved.
 */
export async function adopt(tx: Db, ctx: ServiceContext, adopted: readonly Adoption[]): Promise<void> {
  if (adopted.length === 0) return;
  const from = adopted.map((one) => one.from);
  const change = Prisma.sql`unnest(${from}::uuid[], ${adopted.map((one) => one.to)}::uuid[]) AS change(from_id, to_id)`;
  for (const table of FOLLOWING) {
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} AS t SET customer_id = change.to_id FROM ${change}
      WHERE t.workspace_id = ${ctx.workspaceId}::uuid AND t.customer_id = change.from_id`;
  }
  for (const [table, keys] of Object.entries(ONCE)) {
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} AS t SET customer_id = moving.to_id
      FROM (
        SELECT mine.ctid AS place, change.to_id, row_number() OVER (
          PARTITION BY change.to_id, ${Prisma.raw(keys.map((key) => `mine.${key}`).join(', '))} ORDER BY mine.customer_id) AS turn
        FROM ${Prisma.raw(table)} AS mine JOIN ${change} ON mine.customer_id = change.from_id
        WHERE mine.workspace_id = ${ctx.workspaceId}::uuid AND NOT EXISTS (
          SELECT FROM ${Prisma.raw(table)} AS own WHERE own.workspace_id = mine.workspace_id AND own.customer_id = change.to_id
            AND ${Prisma.raw(keys.map((key) => `own.${key} = mine.${key}`).join(' AND '))})) AS moving
      WHERE t.ctid = moving.place AND t.workspace_id = ${ctx.workspaceId}::uuid AND moving.turn = 1`;
    await tx.$executeRaw`
      DELETE FROM ${Prisma.raw(table)} AS t WHERE t.workspace_id = ${ctx.workspaceId}::uuid AND t.customer_id = ANY(${from}::uuid[])`;
  }
}
