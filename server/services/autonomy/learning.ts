import type { AutonomyState } from '@/domain/autonomy/autonomy';
import { type CountedVerdict, withoutVerdict } from '@/domain/autonomy/without-verdict';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { activePolicy } from '../policies';
import { lockLevel, recordChange } from './change-level';
import { type AutonomyKey, decisionsOf } from './pair';
import type { Learnt } from './record-verdict';

/** Where a pair stood before a verdict, and after. */
export type AutonomyChange = AutonomyKey & {
  from: AutonomyState;
  to: AutonomyState;
  /** Since when the level stood and when it was last confirmed, before the verdict. */
  times: { levelSince: Date | null; confirmedAt: Date | null };
};

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

/** A verdict that is taken back: which one, and what it came to. */
export type VerdictTakenBack = { id: string; outcome: string };

/**
 * Undoes what a verdict taught, in the caller's transaction: a pair stands as though it had not been given, with the day
 * since which its level stood and was confirmed. Answers the audit records of changes of level.
 */
export async function takeBack(
  tx: Db,
  ctx: ServiceContext,
  changes: readonly AutonomyChange[],
  verdict: VerdictTakenBack,
): Promise<AuditRecord[]> {
  const { document } = await activePolicy(ctx, tx);
  const records: AuditRecord[] = [];
  for (const { agentId, action, from, to, times } of changes) {
    const key = { agentId, action };
    const { level, approvedStreak, rejectedStreak } = await lockLevel(tx, ctx, document, key);
    const now = { level, approvedStreak, rejectedStreak };
    const since = await judgedSince(tx, ctx, key, verdict.id);
    const { outcome } = verdict;
    const next = withoutVerdict(now, { outcome, from, to, since }, document);
    const isMoved = next.level !== level;
    const isBack = isMoved && next.level === from.level;
    await tx.autonomy.updateMany({
      where: { workspaceId: ctx.workspaceId, ...key },
      data: {
        ...next,
        ...(isMoved && { levelSince: isBack ? times.levelSince : ctx.now }),
        ...(next.level === from.level && !since.includes('approved') && { confirmedAt: times.confirmedAt }),
      },
    });
    if (!isMoved) continue;
    const reason = 'The verdict that changed it was taken back.';
    const change = { from: level, to: next.level, cause: 'undone', reason, evidence: { before: now, after: next } };
    records.push(await recordChange(tx, ctx, key, { ...change, cause: 'undone' }));
  }
  return records;
}

/** How a pair was judged after a verdict, in order; what was taken back or overtaken does not count. */
async function judgedSince(
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
  verdictId: string,
): Promise<CountedVerdict[]> {
  const rows = await tx.$queryRaw<{ outcome: CountedVerdict }[]>`
    SELECT v.outcome FROM review_verdict v
    JOIN decision d ON d.workspace_id = v.workspace_id AND d.id = v.decision_id
    WHERE v.workspace_id = ${ctx.workspaceId}::uuid AND v.undone_at IS NULL AND v.id > ${verdictId}::uuid
      AND v.outcome IN ('approved', 'edited', 'rejected') AND ${decisionsOf(key)}
    ORDER BY v.id`;
  return rows.map(({ outcome }) => outcome);
}
