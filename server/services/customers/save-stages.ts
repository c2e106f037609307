import { v7 } from 'uuid';
import { lifecycleStage } from '@/domain/customers/stage';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

type Staged = {
  id: string;
  /** Null for a customer who has none yet. */
  stage: string | null;
  firstSeenAt: Date;
  signedUpAt: Date | null;
  lastEngagedAt: Date | null;
  orderCount: number;
};

/**
 * Brings the stages of these customers up to `ctx.now` and writes each change into their history, in the caller's
 * transaction. Returns how many changed.
 */
export async function saveStages(tx: Db, ctx: ServiceContext, customers: readonly Staged[]): Promise<number> {
  const changes = customers.flatMap((customer) => {
    const { stage, reason } = lifecycleStage({ ...customer, churnRisk: null }, ctx.now);
    return stage === customer.stage ? [] : [{ customerId: customer.id, from: customer.stage, to: stage, reason }];
  });
  if (changes.length === 0) return 0;
  await tx.$executeRaw`
    UPDATE customer SET stage = change.stage, updated_at = now()
    FROM unnest(${changes.map((change) => change.customerId)}::uuid[], ${changes.map((change) => change.to)}::text[])
      AS change(id, stage)
    WHERE customer.workspace_id = ${ctx.workspaceId}::uuid AND customer.id = change.id`;
  await tx.stageChange.createMany({
    data: changes.map((change) => ({ id: v7(), workspaceId: ctx.workspaceId, changedAt: ctx.now, ...change })),
  });
  return changes.length;
}
