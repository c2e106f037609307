import type { AutonomyState } from '@/domain/autonomy/autonomy';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { AutonomyKey } from './record-verdict';

type State = Pick<AutonomyState, 'level' | 'approvedStreak' | 'rejectedStreak'>;

/** Where a pair stood before a verdict, and after. Null: nobody had judged it yet. */
export type AutonomyChange = AutonomyKey & { from: State | null; to: State | null };

/** Runs what records a verdict on each pair and answers, beside its audit records, where each stood before and after. */
export async function learning(
  tx: Db,
  ctx: ServiceContext,
  keys: readonly AutonomyKey[],
  record: (key: AutonomyKey) => Promise<AuditRecord[]>,
): Promise<{ records: AuditRecord[]; changes: AutonomyChange[] }> {
  const records: AuditRecord[] = [];
  const changes: AutonomyChange[] = [];
  for (const key of keys) {
    const from = await stateOf(tx, ctx, key);
    records.push(...(await record(key)));
    changes.push({ ...key, from, to: await stateOf(tx, ctx, key) });
  }
  return { records, changes };
}

/**
 * Undoes what a verdict taught, in the caller's transaction. Where a pair still stands as the verdict left it, it goes
 * back to where it stood; where others were judged since, only this one is no longer counted. Answers the audit records
 * of changes of level.
 */
export async function takeBack(
  tx: Db,
  ctx: ServiceContext,
  changes: readonly AutonomyChange[],
  outcome: string,
): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (const { agentId, action, from, to } of changes) {
    const now = await stateOf(tx, ctx, { agentId, action });
    if (!now) continue;
    const next = from && to && isSame(now, to) ? from : without(now, outcome);
    await tx.autonomy.updateMany({ where: { workspaceId: ctx.workspaceId, agentId, action }, data: next });
    if (next.level === now.level) continue;
    records.push({
      action: next.level > now.level ? 'autonomy.raised' : 'autonomy.lowered',
      subject: `autonomy:${agentId}/${action}`,
      payload: { from: now.level, to: next.level, reason: 'The verdict that changed it was taken back.' },
    });
  }
  return records;
}

function isSame(one: State, other: State): boolean {
  const isLevel = one.level === other.level;
  return isLevel && one.approvedStreak === other.approvedStreak && one.rejectedStreak === other.rejectedStreak;
}

function without(state: State, outcome: string): State {
  const counted = outcome === 'rejected' ? 'rejectedStreak' : 'approvedStreak';
  return { ...state, [counted]: Math.max(0, state[counted] - 1) };
}

function stateOf(tx: Db, ctx: ServiceContext, key: AutonomyKey): Promise<State | null> {
  return tx.autonomy.findUnique({
    where: { workspaceId_agentId_action: { workspaceId: ctx.workspaceId, agentId: key.agentId, action: key.action } },
    select: { level: true, approvedStreak: true, rejectedStreak: true },
  });
}
