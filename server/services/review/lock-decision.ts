import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { wholeRows } from '../records';

/** The decision, its documents whole, with its row locked until the transaction ends. Throws not_found, also for another workspace's. */
export async function lockDecision(tx: Db, ctx: ServiceContext, id: string): Promise<Decision> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`
    SELECT id FROM decision WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await tx.decision.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  const [decision] = row ? await wholeRows(tx, ctx, [row]) : [];
  if (!decision) throw new ServiceError('not_found', 'There is no such decision.');
  return decision;
}
