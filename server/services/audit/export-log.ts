import { CHAIN_START, type ChainEnd, type ChainEntry } from '@/domain/audit/verify-chain';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { checkpointLine } from './checkpoint-line';
import { firstCheckpoint, loadAfter, loadCheckpoints, loadEnd, loadHead } from './load-chain';
import { installationSigner } from './signing-key';
import { signNow } from './write-checkpoint';

const PART = 2_000;

/** Entries from the first at or after `from` to the last before `to`; without them, the whole log. */
export type LogSpan = { from?: Date | undefined; to?: Date | undefined };

/**
 * The workspace's log as lines of JSON that `npm run audit:verify` checks without anything of ours: a head line, every
 * entry as it was hashed with the checkpoints among them, and a last line that says where the log ended. A part at a
 * time, however long the log. That it left is an entry of its own, at its end, and signed: nothing of a whole log leaves
 * unsigned, unless it was changed. Throws forbidden before the first piece.
 */
export async function exportLog(ctx: ServiceContext, span: LogSpan = {}): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'audit.export');
  // The name too: what the first line calls the workspace is held against it.
  const { slug } = ctx.workspace;
  const payload = { format: 'ndjson', workspace: slug, from: span.from?.toISOString(), to: span.to?.toISOString() };
  const subject = `workspace:${ctx.workspaceId}`;
  const own = await inTransaction(ctx, async (tx) => {
    await appendAudit(tx, ctx, { action: 'audit.exported', subject, payload });
    return loadHead({ db: tx, workspaceId: ctx.workspaceId });
  });
  return lines(ctx, span, own);
}

async function* lines(ctx: ServiceContext, span: LogSpan, own: ChainEnd): AsyncGenerator<string> {
  await signNow(ctx, new Date());
  // A log that was changed is not signed: it leaves up to the export's own entry, for the verifier to say what is wrong.
  const head = (await firstCheckpoint(ctx, own.seq)) ?? own;
  const { first, last } = await rangeOf(ctx, span, head);
  const isPartial = Boolean(span.from || span.to);
  yield line({
    type: 'log',
    version: 1,
    workspaceId: ctx.workspaceId,
    workspace: ctx.workspace.slug,
    first: first.toString(),
    last: last.toString(),
    isPartial,
    publicKey: installationSigner().publicKey,
  });
  let end: ChainEnd = first === 1n ? CHAIN_START : ((await loadEnd(ctx, first - 1n)) ?? CHAIN_START);
  let count = 0;
  while (end.seq < last) {
    const left = last - end.seq;
    const entries = await loadAfter(ctx, end.seq, left < PART ? Number(left) : PART);
    const reached = entries.at(-1);
    if (!reached) break;
    yield await withCheckpoints(ctx, end.seq, entries);
    end = reached;
    count += entries.length;
  }
  yield line({ type: 'end', workspaceId: ctx.workspaceId, entries: count, last: end.seq.toString(), hash: end.hash });
}

/** Lines of a part: each checkpoint follows the entry it was signed at. */
async function withCheckpoints(ctx: ServiceContext, after: bigint, entries: readonly ChainEntry[]): Promise<string> {
  const upTo = entries.at(-1)?.seq ?? after;
  const checkpoints = new Map((await loadCheckpoints(ctx, { after, upTo })).map((each) => [each.seq, each]));
  return entries
    .map((entry) => {
      const checkpoint = checkpoints.get(entry.seq);
      const own = line({ type: 'entry', ...entry, seq: entry.seq.toString() });
      return checkpoint ? own + checkpointLine(checkpoint) : own;
    })
    .join('');
}

/** Times need not grow from entry to entry: what lies between the first and the last of the span belongs to it. */
async function rangeOf(
  ctx: ServiceContext,
  { from, to }: LogSpan,
  head: ChainEnd,
): Promise<{ first: bigint; last: bigint }> {
  if (!from && !to) return { first: 1n, last: head.seq };
  const at = { ...(from && { gte: from }), ...(to && { lt: to }) };
  const { _min, _max } = await ctx.db.auditEntry.aggregate({
    where: { workspaceId: ctx.workspaceId, at, seq: { lte: head.seq } },
    _min: { seq: true },
    _max: { seq: true },
  });
  return { first: _min.seq ?? 1n, last: _max.seq ?? 0n };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
