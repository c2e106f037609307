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
  const rows = JSON.stringify(changes.map((change) => ({ id: v7(), ...change })));
  await tx.$executeRaw`
    WITH change AS (
      SELECT * FROM json_to_recordset(${rows}::json)
        AS row(id uuid, "customerId" uuid, "from" text, "to" text, reason text)
    ), moved AS (
      UPDATE customer SET stage = change."to", updated_at = now() FROM change
      WHERE customer.workspace_id = ${ctx.workspaceId}::uuid AND customer.id = change."customerId"
    )
    INSERT INTO stage_change (workspace_id, id, customer_id, "from", "to", reason, changed_at)
    SELECT ${ctx.workspaceId}::uuid, id, "customerId", "from", "to", reason, ${ctx.now}::timestamptz FROM change`;
  return changes.length;
}
