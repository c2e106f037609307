import {
  type AutonomyEvidence,
  type AutonomyState,
  type AutonomyStep,
  afterApproval,
  afterRejection,
  startingAutonomy,
} from '@/domain/autonomy/autonomy';
import type { Policy } from '@/domain/policies/policy';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

export type AutonomyKey = { agentId: string; action: string };

/**
 * Counts an approval towards an action's autonomy, in the caller's transaction; answers the audit record of a change
 * of level, for the caller to append last.
 */
export async function recordApproval(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  key: AutonomyKey,
  approval: { edited: boolean },
): Promise<AuditRecord[]> {
  const state = await lockState(tx, ctx, policy, key);
  const evidence = state.level === 2 ? await evidenceOf(tx, ctx, key) : { judged: 0, approvedUnedited: 0, lift: null };
  return save(tx, ctx, key, afterApproval(state, approval, evidence, policy));
}

/** Counts a rejection, likewise. */
export async function recordRejection(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  key: AutonomyKey,
): Promise<AuditRecord[]> {
  const state = await lockState(tx, ctx, policy, key);
  return save(tx, ctx, key, afterRejection(state, policy));
}

async function lockState(tx: Db, ctx: ServiceContext, policy: Policy, key: AutonomyKey): Promise<AutonomyState> {
  const start = startingAutonomy(policy);
  await tx.autonomy.createMany({
    data: [{ workspaceId: ctx.workspaceId, ...key, level: start.level }],
    skipDuplicates: true,
  });
  const [row] = await tx.$queryRaw<AutonomyState[]>`
    SELECT level, approved_streak AS "approvedStreak", rejected_streak AS "rejectedStreak" FROM autonomy
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND agent_id = ${key.agentId} AND action = ${key.action}
    FOR UPDATE`;
  return row ?? start;
}

async function save(tx: Db, ctx: ServiceContext, key: AutonomyKey, step: AutonomyStep): Promise<AuditRecord[]> {
  const { level, approvedStreak, rejectedStreak } = step.state;
  await tx.autonomy.updateMany({
    where: { workspaceId: ctx.workspaceId, ...key },
    data: { level, approvedStreak, rejectedStreak },
  });
  if (!step.change) return [];
  return [
    {
      action: step.change.to > step.change.from ? 'autonomy.raised' : 'autonomy.lowered',
      subject: `autonomy:${key.agentId}/${key.action}`,
      payload: { from: step.change.from, to: step.change.to, reason: step.change.reason },
    },
  ];
}

/** What people said of this action so far. Lift against the holdout is not measured per action yet. */
async function evidenceOf(tx: Db, ctx: ServiceContext, key: AutonomyKey): Promise<AutonomyEvidence> {
  const judged = await tx.decision.groupBy({
    by: ['outcome'],
    where: { workspaceId: ctx.workspaceId, ...key, reviewedAt: { not: null } },
    _count: { _all: true },
  });
  const count = (isCounted: (outcome: string) => boolean) =>
    judged.filter((row) => isCounted(row.outcome)).reduce((sum, row) => sum + row._count._all, 0);
  return {
    judged: count(() => true),
    approvedUnedited: count((outcome) => outcome !== 'rejected' && outcome !== 'edited'),
    lift: null,
  };
}
