import type { Candidate } from '@/domain/decisions/candidate';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

type Exposed = { decisionId: string; customerId: string; candidate: Pick<Candidate, 'variant'> };

/**
 * Writes, in the caller's transaction, that a customer was given a message of a test: the first time counts, for ever.
 * Nothing where no test runs.
 */
export async function recordExposure(tx: Db, ctx: ServiceContext, exposed: Exposed): Promise<void> {
  const { decisionId, customerId, candidate } = exposed;
  if (!candidate.variant?.isTest) return;
  const { experimentId, variantId } = candidate.variant;
  await tx.experimentExposure.createMany({
    data: [{ workspaceId: ctx.workspaceId, experimentId, customerId, variantId, decisionId, exposedAt: ctx.now }],
    skipDuplicates: true,
  });
}
