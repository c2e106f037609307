import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { wholeRows } from '../records';
import { lockCustomers } from '../snapshots';

/**
 * The decision, its documents whole, locked until the transaction ends: its customer first and then its row, in the order
 * of whoever decides for customers and displaces what waits for them. Throws not_found, also for another workspace's.
 */
export async function lockDecision(tx: Db, ctx: ServiceContext, id: string): Promise<Decision> {
  const { workspaceId } = ctx;
  const where = { workspaceId_id: { workspaceId, id } };
  const about = await tx.decision.findUnique({ where, select: { customerId: true } });
  if (about) await lockCustomers(tx, ctx, [about.customerId]);
  await tx.$executeRaw`
    SELECT id FROM decision WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await tx.decision.findUnique({ where });
  const [decision] = row ? await wholeRows(tx, ctx, [row]) : [];
  if (!decision) throw new ServiceError('not_found', 'There is no such decision.');
  return decision;
}
