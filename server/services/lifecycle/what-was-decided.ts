import { longestRestDays } from '@/domain/agents/lifecycle/rest';
import type { LifecycleStage } from '@/domain/customers/stage';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** The agent of this service. */
export const AGENT_ID = 'lifecycle';

/** When the agent last decided for a customer, and whether that still waits. */
export type DecidedBefore = { customerId: string; lastAt: Date; isWaiting: boolean };

/** A stage that a customer has come into. */
export type StageTurn = { from: LifecycleStage; to: LifecycleStage; changedAt: string };

/** The agent's own last decisions for these customers, as far back as it rests. */
export async function whatWasDecided(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  customerIds: readonly string[],
): Promise<Map<string, DecidedBefore>> {
  const rows = await tx.$queryRaw<DecidedBefore[]>`
    SELECT customer_id AS "customerId", max(decided_at) AS "lastAt",
      bool_or(outcome IN ('in_review', 'scheduled', 'approved', 'edited')) AS "isWaiting"
    FROM decision
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ANY(${customerIds}::uuid[])
      AND agent_id = ${AGENT_ID} AND decided_at > ${after(ctx.now, -longestRestDays(policy) * DAY)}
      AND action IS NOT NULL AND outcome NOT IN ('skipped', 'cancelled')
    GROUP BY customer_id`;
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** The last reason on record for which the agent left each of these customers alone, as far back as it rests. */
export async function whatWasExcluded(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  customerIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await tx.$queryRaw<{ customerId: string; reason: string | null }[]>`
    SELECT DISTINCT ON (customer_id) customer_id AS "customerId", outcome_reason AS reason
    FROM decision
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ANY(${customerIds}::uuid[])
      AND agent_id = ${AGENT_ID} AND decided_at > ${after(ctx.now, -longestRestDays(policy) * DAY)}
      AND outcome = 'skipped'
    ORDER BY customer_id, decided_at DESC, id DESC`;
  return new Map(rows.map(({ customerId, reason }) => [customerId, reason]));
}

/** The last change of stage of each of these customers since `since`; a first stage is no change. */
export async function newStages(
  tx: Db,
  ctx: ServiceContext,
  customerIds: readonly string[],
  since: Date,
): Promise<Map<string, StageTurn>> {
  type Row = { customerId: string; from: LifecycleStage; to: LifecycleStage; changedAt: Date };
  const rows = await tx.$queryRaw<Row[]>`
    SELECT DISTINCT ON (customer_id) customer_id AS "customerId", "from", "to", changed_at AS "changedAt"
    FROM stage_change
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ANY(${customerIds}::uuid[])
      AND changed_at > ${since} AND changed_at <= ${ctx.now} AND "from" IS NOT NULL
    ORDER BY customer_id, changed_at DESC, id DESC`;
  return new Map(
    rows.map(({ customerId, changedAt, ...turn }) => [customerId, { ...turn, changedAt: changedAt.toISOString() }]),
  );
}
