import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { OfferPolicy } from '../../generated/prisma/client';

/** An offer policy, locked until the transaction ends. Throws not_found, also for another workspace's. */
export async function lockOfferPolicy(tx: Db, ctx: ServiceContext, id: string): Promise<OfferPolicy> {
  const { workspaceId } = ctx;
  await tx.$queryRaw`
    SELECT 1 FROM offer_policy WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await tx.offerPolicy.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!row) throw new ServiceError('not_found', 'There is no such offer.');
  return row;
}
