import { createHash } from 'node:crypto';
import { type ChainEntry, GENESIS_HASH, verifyChain } from '@/domain/audit/verify-chain';
import { authorise, type ServiceContext } from '../../context';

const BATCH = 5_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the walk through the whole chain found. */
export type LogReport = { ok: boolean; entries: number; lastHash: string; problem: string | null };

/**
 * Computes every hash of the workspace's log again, from the first entry to the last, and compares the end with the
 * head that was kept apart. Throws forbidden.
 */
export async function verifyLog(ctx: ServiceContext): Promise<LogReport> {
  authorise(ctx, 'audit.read');
  // The head first: entries written meanwhile come after it and are walked all the same.
  const head = await ctx.db.auditHead.findUnique({ where: { workspaceId: ctx.workspaceId } });
  let after = { seq: 0n, hash: GENESIS_HASH };
  let hashAtHead = GENESIS_HASH;
  for (;;) {
    const entries = await loadAfter(ctx, after.seq);
    const last = entries.at(-1);
    if (!last) break;
    const report = verifyChain(entries, sha256, after);
    if (!report.ok) return { ok: false, entries: Number(after.seq), lastHash: after.hash, problem: report.reason };
    hashAtHead = entries.find((entry) => entry.seq === head?.seq)?.hash ?? hashAtHead;
    after = { seq: last.seq, hash: last.hash };
  }
  const found = { entries: Number(after.seq), lastHash: after.hash };
  if (head && head.hash !== hashAtHead)
    return {
      ok: false,
      ...found,
      problem: `The log ends at entry ${after.seq}, its head says ${head.seq}: the end is missing.`,
    };
  return { ok: true, ...found, problem: null };
}

function loadAfter(ctx: ServiceContext, seq: bigint): Promise<ChainEntry[]> {
  return ctx.db.$queryRaw<ChainEntry[]>`
    SELECT workspace_id AS "workspaceId", seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
           actor, action, subject, payload, prev_hash AS "prevHash", hash
    FROM audit_entry WHERE workspace_id = ${ctx.workspaceId}::uuid AND seq > ${seq} ORDER BY seq LIMIT ${BATCH}`;
}
