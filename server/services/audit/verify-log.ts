import { z } from 'zod';
import type { Checkpoint } from '@/domain/audit/checkpoint';
import { checkpointText } from '@/domain/audit/checkpoint';
import { type ChainEnd, type ChainEntry, GENESIS_HASH, verifyChain } from '@/domain/audit/verify-chain';
import { authorise, type ServiceContext } from '../../context';
import { sha256 } from '../../sha256';
import { versionsThatDiffer } from '../policies';
import { readFile } from './checkpoint-file';
import { lastCheckpoint, loadAfter, loadCheckpoints, loadEnd, loadHead } from './load-chain';
import { installationSigner, isSigned } from './signing-key';

const PART = 10_000;

export const VerifyPartInput = z.object({
  /** Number of the entry the last part ended with; 0 for the beginning. */
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .default('0'),
});

/** The first thing found wrong: the entry it is about, and what is wrong in words. */
export type LogProblem = { entry: string; words: string };

/** How far a walk through the log has come. */
export type VerifiedPart = {
  /** Number of the last entry that was found whole. */
  upTo: string;
  /** Entries of the log, as its head says. */
  total: string;
  isDone: boolean;
  problem: LogProblem | null;
  /** Versions of the policy that are not what the log says was put in force, once the walk is done. */
  policies: readonly number[];
  /** The last signed checkpoint, once the walk is done. */
  checkpoint: { seq: string; at: Date } | null;
};

/** What the walk through the whole log found. */
export type LogReport = Pick<VerifiedPart, 'problem' | 'policies' | 'checkpoint'> & { ok: boolean; entries: number };

/**
 * Computes the hashes of the next part of the workspace's log again and checks the signed checkpoints on the way; the
 * last part also compares the end with the head, and with the checkpoints kept outside of the database. Ask again with
 * `upTo` until `isDone`. Throws forbidden.
 */
export async function verifyPart(ctx: ServiceContext, input: z.input<typeof VerifyPartInput>): Promise<VerifiedPart> {
  authorise(ctx, 'audit.read');
  const after = BigInt(VerifyPartInput.parse(input).after);
  // The head first: entries written meanwhile come after it and are walked all the same.
  const head = await loadHead(ctx);
  const start = await loadEnd(ctx, after);
  if (!start) return broken(head, after, problem(after, `Entry ${after} is missing.`));
  const entries = await loadAfter(ctx, after, PART);
  const report = verifyChain(entries, sha256, start);
  if (!report.ok) return broken(head, report.firstBad - 1n, problem(report.firstBad, report.reason));
  const end = entries.at(-1) ?? start;
  const onTheWay = await checkpointProblem(ctx, start, entries);
  if (onTheWay) return broken(head, after, onTheWay);
  const part = { upTo: end.seq.toString(), total: max(head.seq, end.seq).toString(), problem: null };
  if (entries.length === PART) return { ...part, isDone: false, policies: [], checkpoint: null };
  const atEnd = headProblem(head, end) ?? (await truncationProblem(ctx, end));
  if (atEnd) return broken(head, end.seq, atEnd);
  const [last, policies] = await Promise.all([lastCheckpoint(ctx), versionsThatDiffer(ctx)]);
  return { ...part, isDone: true, policies, checkpoint: last && { seq: last.seq.toString(), at: new Date(last.at) } };
}

/** Walks through the workspace's whole log. Throws forbidden. */
export async function verifyLog(ctx: ServiceContext): Promise<LogReport> {
  let part = await verifyPart(ctx, {});
  while (!part.isDone) part = await verifyPart(ctx, { after: part.upTo });
  const { problem: found, policies, checkpoint, upTo } = part;
  return { ok: found === null, entries: Number(upTo), problem: found, policies, checkpoint };
}

/** Signatures, order and hashes of the checkpoints that stand within a part. */
async function checkpointProblem(
  ctx: ServiceContext,
  start: ChainEnd,
  entries: readonly ChainEntry[],
): Promise<LogProblem | null> {
  const end = entries.at(-1)?.seq ?? start.seq;
  let before = await lastCheckpoint(ctx, start.seq);
  for (const checkpoint of await loadCheckpoints(ctx, { after: start.seq, upTo: end })) {
    const entry = entries[Number(checkpoint.seq - start.seq) - 1];
    const found = forgery(checkpoint) ?? outOfOrder(checkpoint, before) ?? mismatch(checkpoint, entry);
    if (found) return found;
    before = checkpoint;
  }
  return null;
}

function forgery(checkpoint: Checkpoint): LogProblem | null {
  if (!isSigned(checkpoint)) return problem(checkpoint.seq, `The checkpoint at entry ${checkpoint.seq} is forged.`);
  if (checkpoint.publicKey === installationSigner().publicKey) return null;
  return problem(
    checkpoint.seq,
    `The checkpoint at entry ${checkpoint.seq} was signed with a key that is not this installation's.`,
  );
}

function outOfOrder(checkpoint: Checkpoint, before: Checkpoint | null): LogProblem | null {
  const expected = before ? sha256(checkpointText(before)) : GENESIS_HASH;
  if (checkpoint.previous === expected) return null;
  return problem(checkpoint.seq, `A checkpoint before the one at entry ${checkpoint.seq} was removed or replaced.`);
}

function mismatch(checkpoint: Checkpoint, entry: ChainEnd | undefined): LogProblem | null {
  if (entry?.hash === checkpoint.hash) return null;
  return problem(
    checkpoint.seq,
    `Entry ${checkpoint.seq}, or one since the checkpoint before it, was changed and the hashes made to fit: this is not what was signed.`,
  );
}

function headProblem(head: ChainEnd, end: ChainEnd): LogProblem | null {
  if (end.seq > head.seq || (end.seq === head.seq && end.hash === head.hash)) return null;
  if (end.seq === head.seq) return problem(end.seq, `Entry ${end.seq} is not the one its head names.`);
  return problem(end.seq + 1n, `The log ends at entry ${end.seq}, its head says ${head.seq}: the end is missing.`);
}

/** A checkpoint, in the database or in the file, that is not in the log: its end was cut off, or the log exchanged. */
async function truncationProblem(ctx: ServiceContext, end: ChainEnd): Promise<LogProblem | null> {
  for (const beyond of await loadCheckpoints(ctx, { after: end.seq })) {
    const found = await cutOff(ctx, beyond, end);
    if (found) return found;
  }
  const inDatabase = new Map((await loadCheckpoints(ctx, { after: 0n })).map(({ seq, hash }) => [seq, hash]));
  for await (const kept of readFile(ctx.workspaceId)) {
    if (!isSigned(kept) || kept.workspaceId !== ctx.workspaceId) continue;
    if (inDatabase.get(kept.seq) === kept.hash) continue;
    const found = kept.seq > end.seq ? await cutOff(ctx, kept, end) : await removedCheckpoint(ctx, kept);
    if (found) return found;
  }
  return null;
}

async function removedCheckpoint(ctx: ServiceContext, kept: Checkpoint): Promise<LogProblem> {
  const words = `The checkpoint at entry ${kept.seq}, kept outside of the database, was removed from it.`;
  return mismatch(kept, (await loadEnd(ctx, kept.seq)) ?? undefined) ?? problem(kept.seq, words);
}

/** Null for a checkpoint of entries that were written while the walk went on. */
async function cutOff(ctx: ServiceContext, checkpoint: Checkpoint, end: ChainEnd): Promise<LogProblem | null> {
  if ((await loadEnd(ctx, checkpoint.seq))?.hash === checkpoint.hash) return null;
  const words = `The log ends at entry ${end.seq}; a checkpoint was signed at entry ${checkpoint.seq}: the end is missing.`;
  return problem(end.seq + 1n, words);
}

function problem(entry: bigint, words: string): LogProblem {
  return { entry: entry.toString(), words };
}

function broken(head: ChainEnd, upTo: bigint, found: LogProblem): VerifiedPart {
  return {
    upTo: upTo.toString(),
    total: head.seq.toString(),
    isDone: true,
    problem: found,
    policies: [],
    checkpoint: null,
  };
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
