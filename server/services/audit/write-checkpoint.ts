import { type Checkpoint, checkpointText, isCheckpointDue } from '@/domain/audit/checkpoint';
import { CHAIN_START, type ChainEnd, GENESIS_HASH, verifyChain } from '@/domain/audit/verify-chain';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { sha256 } from '../../sha256';
import { systemDb } from '../../system-db';
import { appendToFile, lastInFile } from './checkpoint-file';
import { lastCheckpoint, loadAfter, loadCheckpoints, loadEnd, loadHead } from './load-chain';
import { installationSigner, isSigned } from './signing-key';

const PART = 5_000;

/** What came of it: signed anew, nothing to sign, or refused because the log is not what was signed before. */
export type CheckpointResult = { signed: string | null; problem: string | null };

/** Workspaces whose log has entries after its last checkpoint. */
export async function logsToCheckpoint(): Promise<string[]> {
  const rows = await systemDb().$queryRaw<{ id: string }[]>`
    SELECT h.workspace_id AS id FROM audit_head h
    WHERE h.seq > coalesce((SELECT max(c.seq) FROM audit_checkpoint c WHERE c.workspace_id = h.workspace_id), 0)
    ORDER BY h.workspace_id`;
  return rows.map(({ id }) => id);
}

/**
 * Signs where the workspace's log stands, when it is due: in the database, and appended to a file outside of it. What
 * was signed before is checked first, and all that came since: a log that was changed gets no signature that would
 * cover it up. `now` is real time, whatever the workspace's clock says.
 */
export function writeCheckpoint(ctx: ServiceContext, now: Date): Promise<CheckpointResult> {
  return signHead(ctx, now, isCheckpointDue);
}

/** The same at once, due or not, wherever there is an entry that is not signed: what leaves as proof ends signed. */
export function signNow(ctx: ServiceContext, now: Date): Promise<CheckpointResult> {
  return signHead(ctx, now, (head, last) => head > (last?.seq ?? 0n));
}

async function signHead(ctx: ServiceContext, now: Date, isDue: typeof isCheckpointDue): Promise<CheckpointResult> {
  // The head last: entries may be written, and signed by others, meanwhile.
  const inFile = await lastInFile(ctx.workspaceId);
  const inDatabase = await lastCheckpoint(ctx);
  const head = await loadHead(ctx);
  const last = inFile && inFile.seq > (inDatabase?.seq ?? 0n) ? inFile : inDatabase;
  if (last && last.seq > head.seq)
    return refused(`A checkpoint was signed at entry ${last.seq}; the log ends at ${head.seq}.`);
  if (!isDue(head.seq, last && { seq: last.seq, at: new Date(last.at) }, now)) return nothing();
  const problem = (last && (await problemWith(ctx, last))) ?? (await problemBetween(ctx, last ?? CHAIN_START, head));
  if (problem) return refused(problem);
  const signed = installationSigner().sign({
    workspaceId: ctx.workspaceId,
    seq: head.seq,
    hash: head.hash,
    at: now.toISOString(),
    previous: last ? sha256(checkpointText(last)) : GENESIS_HASH,
  });
  if (!(await keepAfter(ctx, inDatabase, signed))) return signHead(ctx, now, isDue);
  await bringFileUpToDate(ctx, inFile, signed);
  return { signed: head.seq.toString(), problem: null };
}

/**
 * Keeps a checkpoint that follows from the last one, while nobody else keeps one; false when somebody was quicker: two
 * that follow from the same one would look like a forgery.
 */
function keepAfter(ctx: ServiceContext, before: Checkpoint | null, signed: Checkpoint): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit-checkpoint:${ctx.workspaceId}`}, 0))`;
    const last = await lastCheckpoint({ db: tx, workspaceId: ctx.workspaceId });
    if (last?.seq !== before?.seq) return false;
    await tx.auditCheckpoint.create({ data: signed });
    return true;
  });
}

/** What was not written into the file before, because the process ended in between, is written now. */
async function bringFileUpToDate(ctx: ServiceContext, inFile: Checkpoint | null, signed: Checkpoint): Promise<void> {
  const missed = await loadCheckpoints(ctx, { after: inFile?.seq ?? 0n, upTo: signed.seq - 1n });
  await appendToFile(ctx.workspaceId, [...missed.filter(isSigned), signed]);
}

async function problemWith(ctx: ServiceContext, last: Checkpoint): Promise<string | null> {
  if (last.workspaceId !== ctx.workspaceId || !isSigned(last)) return `The checkpoint at entry ${last.seq} is forged.`;
  const entry = await loadEnd(ctx, last.seq);
  return entry?.hash === last.hash ? null : `Entry ${last.seq} is not the one that was signed.`;
}

async function problemBetween(ctx: ServiceContext, from: ChainEnd, head: ChainEnd): Promise<string | null> {
  let end = from;
  while (end.seq < head.seq) {
    const left = head.seq - end.seq;
    const entries = await loadAfter(ctx, end.seq, left < PART ? Number(left) : PART);
    const report = verifyChain(entries, sha256, end);
    if (!report.ok) return report.reason;
    const last = entries.at(-1);
    if (!last) return `The log ends at entry ${end.seq}, its head says ${head.seq}: the end is missing.`;
    end = last;
  }
  return end.hash === head.hash ? null : `Entry ${head.seq} is not the one its head names.`;
}

function nothing(): CheckpointResult {
  return { signed: null, problem: null };
}

function refused(problem: string): CheckpointResult {
  return { signed: null, problem };
}
