import type { AutonomyState } from '@/domain/autonomy/autonomy';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { activePolicy } from '../policies';
import { lockLevel, recordChange } from './change-level';
import type { AutonomyKey } from './pair';
import type { Learnt } from './record-verdict';

/** Where a pair stood before a verdict, and after. Null in what was stored of old: nobody had judged it yet. */
export type AutonomyChange = AutonomyKey & { from: AutonomyState | null; to: AutonomyState | null };

/** Runs what records a verdict on each pair and answers, beside its audit records, where each stood before and after. */
export async function learning(
  keys: readonly AutonomyKey[],
  record: (key: AutonomyKey) => Promise<Learnt>,
): Promise<{ records: AuditRecord[]; changes: AutonomyChange[] }> {
  const records: AuditRecord[] = [];
  const changes: AutonomyChange[] = [];
  for (const key of keys) {
    const learnt = await record(key);
    records.push(...learnt.records);
    changes.push(learnt.change);
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
  const { document } = await activePolicy(ctx, tx);
  const records: AuditRecord[] = [];
  for (const { agentId, action, from, to } of changes) {
    const key = { agentId, action };
    const { level, approvedStreak, rejectedStreak } = await lockLevel(tx, ctx, document, key);
    const now = { level, approvedStreak, rejectedStreak };
    const next = from && to && isSame(now, to) ? from : without(now, outcome);
    const isMoved = next.level !== level;
    await tx.autonomy.updateMany({
      where: { workspaceId: ctx.workspaceId, ...key },
      data: { ...next, ...(isMoved && { levelSince: ctx.now }) },
    });
    if (!isMoved) continue;
    const reason = 'The verdict that changed it was taken back.';
    const change = { from: level, to: next.level, cause: 'undone', reason, evidence: { before: now, after: next } };
    records.push(await recordChange(tx, ctx, key, { ...change, cause: 'undone' }));
  }
  return records;
}

function isSame(one: AutonomyState, other: AutonomyState): boolean {
  const isLevel = one.level === other.level;
  return isLevel && one.approvedStreak === other.approvedStreak && one.rejectedStreak === other.rejectedStreak;
}

function without(state: AutonomyState, outcome: string): AutonomyState {
  const counted = outcome === 'rejected' ? 'rejectedStreak' : 'approvedStreak';
  return { ...state, [counted]: Math.max(0, state[counted] - 1) };
}
