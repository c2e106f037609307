import { v7 } from 'uuid';
import { churnScale } from '@/domain/agents/lifecycle/standing';
import { engagementScore } from '@/domain/customers/engagement';
import { type LifecycleStage, lifecycleStage } from '@/domain/customers/stage';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import type { Policy } from '@/domain/policies/policy';
import type { AuditRecord } from '../../audit';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { touchSegments } from '../segments';

/** What a customer's stage and churn risk follow from. */
export type Staged = {
  id: string;
  /** Null for a customer who has none yet. */
  stage: string | null;
  subjectRef: string;
  firstSeenAt: Date;
  signedUpAt: Date | null;
  lastEngagedAt: Date | null;
  orderCount: number;
  lifetimeValueCents: number;
  engagementPoints: number;
  engagementAt: Date | null;
  deliveredTouches: number;
};

/** The columns of `Staged`. */
export const STAGED_COLUMNS = Prisma.sql`id, stage, subject_ref AS "subjectRef", first_seen_at AS "firstSeenAt",
  signed_up_at AS "signedUpAt", last_engaged_at AS "lastEngagedAt", order_count AS "orderCount",
  lifetime_value_cents AS "lifetimeValueCents", engagement_points AS "engagementPoints",
  engagement_at AS "engagementAt", delivered_touches AS "deliveredTouches"`;

/** Where a customer stands at a moment. `risk` is the churn risk, 0..1. */
export type Standing = { stage: LifecycleStage; reason: string; risk: number };

/** What the stages of these customers follow from, kept from everybody else until the transaction ends. */
export function lockStaged(tx: Db, { workspaceId }: ServiceContext, ids: readonly string[]): Promise<Staged[]> {
  return tx.$queryRaw<Staged[]>`
    SELECT ${STAGED_COLUMNS} FROM customer
    WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND erased_at IS NULL
    ORDER BY id FOR UPDATE`;
}

/** Stage and churn risk of a customer at `now`, under a policy. */
export function standingOf(customer: Staged, policy: Policy, now: Date): Standing {
  const facts = {
    joinedAt: customer.signedUpAt ?? customer.firstSeenAt,
    lastEngagedAt: customer.lastEngagedAt,
    orderCount: customer.orderCount,
    lifetimeValueCents: customer.lifetimeValueCents,
    engagementScore: engagementScore(
      { points: customer.engagementPoints, at: customer.engagementAt },
      now,
      policy.engagement,
    ),
    deliveredTouches: customer.deliveredTouches,
  };
  const { risk } = ORDER_PRIORS.churnRisk(facts, churnScale(policy), now);
  return { ...lifecycleStage({ ...customer, churnRisk: risk }, policy.lifecycle, now), risk };
}

const HISTORY = `
  INSERT INTO stage_change (workspace_id, id, customer_id, "from", "to", reason, changed_at)
  SELECT $1::uuid, id, customer_id, "from", "to", reason, $2::timestamptz
  FROM json_to_recordset($3::json) AS change(id uuid, customer_id uuid, "from" text, "to" text, reason text)`;

/** A customer whose stage is another than it was. */
export type StageChange = { customer: Staged; from: string | null; to: LifecycleStage; reason: string };

/** Whose stage is another at `now`, of these customers. Writes nothing. */
export function stageChanges(customers: readonly Staged[], policy: Policy, now: Date): StageChange[] {
  return customers.flatMap((customer) => {
    const { stage, reason } = standingOf(customer, policy, now);
    return stage === customer.stage ? [] : [{ customer, from: customer.stage, to: stage, reason }];
  });
}

/**
 * Brings the stages of these customers up to `ctx.now` and writes each change into their history, in the caller's
 * transaction. Answers what the audit log has to say of it, one entry a transition: append it last.
 */
export async function saveStages(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  customers: readonly Staged[],
): Promise<AuditRecord[]> {
  const changes = stageChanges(customers, policy, ctx.now);
  if (changes.length === 0) return [];
  await tx.$executeRaw`
    UPDATE customer SET stage = change.stage, updated_at = now()
    FROM unnest(${changes.map((change) => change.customer.id)}::uuid[], ${changes.map((change) => change.to)}::text[])
      AS change(id, stage)
    WHERE customer.workspace_id = ${ctx.workspaceId}::uuid AND customer.id = change.id`;
  await touchSegments(
    tx,
    ctx,
    changes.map(({ customer }) => customer.id),
  );
  return writeStageHistory(tx, ctx, changes);
}

/**
 * Writes changes of stages, which the caller saves with the customers and touches segments for, into their history.
 * Answers what the audit log has to say of it.
 */
export async function writeStageHistory(
  tx: Db,
  ctx: ServiceContext,
  changes: readonly StageChange[],
): Promise<AuditRecord[]> {
  if (changes.length === 0) return [];
  const history = changes.map(({ customer, ...change }) => ({ id: v7(), customer_id: customer.id, ...change }));
  await plainSql(tx).query({
    name: 'stage-history',
    text: HISTORY,
    values: [ctx.workspaceId, ctx.now, JSON.stringify(history)],
  });
  // The first stage of a new customer changes nothing.
  return changes.flatMap(({ customer, from, to, reason }): AuditRecord[] => {
    if (from === null) return [];
    const subject = `customer:${customer.subjectRef}`;
    return [{ action: 'customer.stage_changed', subject, payload: { from, to, reason } }];
  });
}
