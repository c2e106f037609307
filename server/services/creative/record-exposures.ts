import type { Candidate } from '@/domain/decisions/candidate';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

type Exposed = { decisionId: string; customerId: string; candidate: Pick<Candidate, 'variant'> };

/**
 * Writes, in the caller's transaction, which customers were given a message of a test: the first time counts, for ever.
 * The period of the shares by which they were drawn, and how likely their arm was, are kept with it. Nothing for those of whom no test runs.
 */
export async function recordExposures(tx: Db, ctx: ServiceContext, exposed: readonly Exposed[]): Promise<void> {
  const data = exposed.flatMap(({ decisionId, customerId, candidate: { variant } }) => {
    if (!variant?.isTest) return [];
    const { experimentId, variantId, draw } = variant;
    return [
      {
        workspaceId: ctx.workspaceId,
        experimentId,
        customerId,
        variantId,
        decisionId,
        exposedAt: ctx.now,
        period: draw?.period ?? 1,
        propensity: draw?.propensity ?? null,
      },
    ];
  });
  if (data.length > 0) await tx.experimentExposure.createMany({ data, skipDuplicates: true });
}
