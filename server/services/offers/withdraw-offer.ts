import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { releaseOffers } from './expire-offers';

/**
 * Takes back the code of a decision whose approval is undone, in the caller's transaction: its budget gets back what it
 * held, and the decision may be given another one. The audit log keeps that there was one.
 */
export async function withdrawOffer(tx: Db, ctx: ServiceContext, decisionId: string): Promise<void> {
  await releaseOffers(tx, ctx, [decisionId]);
  await tx.offer.deleteMany({ where: { workspaceId: ctx.workspaceId, decisionId, status: 'released' } });
}
