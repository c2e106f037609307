import { nextAutonomy } from '@/domain/autonomy/autonomy';
import type { Breach } from '@/domain/autonomy/breach';
import type { Policy } from '@/domain/policies/policy';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { lockLevel, saveStep } from './change-level';
import type { AutonomyKey } from './pair';

/**
 * Takes a pair down by one for a message that should not have left at `leftAt`, in the caller's transaction. One fall
 * answers for everything that had left before it. Answers the audit records of the change, for the caller to append.
 */
export async function recordBreach(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  key: AutonomyKey,
  { leftAt, ...breach }: Breach & { leftAt: Date },
): Promise<AuditRecord[]> {
  const { level, approvedStreak, rejectedStreak } = await lockLevel(tx, ctx, policy, key);
  if (await hasFallenSince(tx, ctx, key, leftAt)) return [];
  const step = nextAutonomy({ level, approvedStreak, rejectedStreak }, { kind: 'breach', breach }, policy);
  return saveStep(tx, ctx, key, step);
}

/** A fall that was taken back with the verdict that led to it answers for nothing. */
async function hasFallenSince(tx: Db, ctx: ServiceContext, key: AutonomyKey, since: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM autonomy_level_change f
    WHERE f.workspace_id = ${ctx.workspaceId}::uuid AND f.agent_id = ${key.agentId} AND f.action = ${key.action}
      AND f.to_level < f.from_level AND f.changed_at >= ${since}
      AND NOT EXISTS (
        SELECT 1 FROM autonomy_level_change u
        WHERE u.workspace_id = f.workspace_id AND u.agent_id = f.agent_id AND u.action = f.action
          AND u.cause = 'undone' AND u.id > f.id AND u.from_level = f.to_level AND u.to_level = f.from_level)
    LIMIT 1`;
  return rows.length > 0;
}
