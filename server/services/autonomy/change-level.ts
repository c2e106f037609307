import { v7 } from 'uuid';
import { type AutonomyState, type AutonomyStep, type LevelChange, startingAutonomy } from '@/domain/autonomy/autonomy';
import type { Policy } from '@/domain/policies/policy';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type AutonomyKey, autonomySubject } from './pair';

/** A pair as it stands, locked until the transaction ends. */
export type LockedLevel = AutonomyState & { levelSince: Date | null; confirmedAt: Date | null };

/** Locks where a pair stands; one that nobody has judged yet begins where the policy says. */
export async function lockLevel(tx: Db, ctx: ServiceContext, policy: Policy, key: AutonomyKey): Promise<LockedLevel> {
  const known = await lockRow(tx, ctx, key);
  if (known) return known;
  const start = startingAutonomy(policy);
  await tx.autonomy.createMany({
    data: [{ workspaceId: ctx.workspaceId, ...key, level: start.level, levelSince: ctx.now, confirmedAt: ctx.now }],
    skipDuplicates: true,
  });
  const row = await lockRow(tx, ctx, key);
  if (!row) throw new Error(`The level of ${key.agentId}/${key.action} is gone.`);
  return row;
}

async function lockRow(tx: Db, ctx: ServiceContext, key: AutonomyKey): Promise<LockedLevel | undefined> {
  const [row] = await tx.$queryRaw<LockedLevel[]>`
    SELECT level, approved_streak AS "approvedStreak", rejected_streak AS "rejectedStreak",
      level_since AS "levelSince", confirmed_at AS "confirmedAt" FROM autonomy
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND agent_id = ${key.agentId} AND action = ${key.action}
    FOR UPDATE`;
  return row;
}

/** Writes down where a pair stands now. A level that was only just given counts as confirmed. */
export async function saveStep(
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
  { state, change }: AutonomyStep,
  confirmed = false,
): Promise<AuditRecord[]> {
  const { level, approvedStreak, rejectedStreak } = state;
  await tx.autonomy.updateMany({
    where: { workspaceId: ctx.workspaceId, ...key },
    data: {
      level,
      approvedStreak,
      rejectedStreak,
      ...(change && { levelSince: ctx.now }),
      ...((change || confirmed) && { confirmedAt: ctx.now }),
    },
  });
  return change ? [await recordChange(tx, ctx, key, change)] : [];
}

/** Adds a change to the history, in the caller's transaction; answers its audit record, for the caller to append last. */
export async function recordChange(
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
  { from, to, cause, reason, evidence }: LevelChange,
): Promise<AuditRecord> {
  const id = v7();
  await tx.autonomyLevelChange.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      ...key,
      fromLevel: from,
      toLevel: to,
      cause,
      reason,
      evidence: JSON.parse(JSON.stringify(evidence)),
      changedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      changedAt: ctx.now,
    },
  });
  const action =
    cause === 'override' ? 'autonomy.overridden' : to > from ? 'autonomy.raised' : ('autonomy.lowered' as const);
  return { action, subject: autonomySubject(key), payload: { from, to, cause, reason, changeId: id } };
}
