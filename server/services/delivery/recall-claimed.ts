import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Puts a customer's messages that are claimed and not yet being handed over back into the queue, in the caller's
 * transaction: they are judged again, by what the customer has just said.
 */
export async function recallClaimed(tx: Db, ctx: ServiceContext, customerId: string): Promise<void> {
  await tx.message.updateMany({
    where: { workspaceId: ctx.workspaceId, customerId, status: 'claimed' },
    data: { status: 'queued', claimedBy: null, leaseUntil: null },
  });
}
