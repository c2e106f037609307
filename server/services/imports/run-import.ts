import { unlink } from 'node:fs/promises';
import path from 'node:path';
import type { LogInvoice } from '@/domain/events/shop-log';
import { plural } from '@/domain/shared/plural';
import { after, DAY, HOUR } from '@/domain/shared/time';
import { env } from '@/lib/env';
import { appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { advanceClock } from '../clock';
import { processPending } from '../events';
import { ensureSimulatedApprover, judgeReviews, type SimulatedApprover } from '../simulation';
import { closeKeys, openKey } from './ephemeral-key';
import { LogSession } from './log-session';
import { postCalls } from './post-calls';
import { countLines } from './read-log';
import { type ImportJob, type ImportTotals, RUNNING, toJob } from './types';
import { uploadsFolder } from './uploads';

export type RunOptions = {
  importId: string;
  /** How long this turn may take, roughly: turns are short, so that a killed one costs little. */
  budgetMs?: number;
  /** Where the events API answers; this very installation unless told otherwise. */
  origin?: string;
};

/** `done`: it has ended, one way or another, or waits for somebody; else call again. */
export type RunResult = { done: boolean; status: ImportJob['status'] };

type Work = {
  ctx: ServiceContext;
  job: ImportJob;
  filePath: string;
  session: LogSession;
  api: { origin: string; writeKey: string };
  approver: SimulatedApprover | null;
  deadline: number;
};
type OpenSession = { session: LogSession; writeKey: string; approver: SimulatedApprover | null };

const BUDGET_MS = 10_000;
/** Calls taken from the log before they are sent, recorded and processed. */
const WINDOW_CALLS = 1_000;
const PROCESS_AT_ONCE = 2_000;
/** A replayed day is told in parts of this length, so that nothing is decided by what had not happened yet. */
const PART_OF_DAY = 6 * HOUR;
/** Messages leave, and win-backs go on, at the first whole stride after their time. */
const STRIDE = 3 * HOUR;

/** Places in logs, from one turn to the next. Another process opens its own by reading up to the cursor. */
const sessions = new Map<string, OpenSession>();

/**
 * One turn of an import: sends what comes next in the log through the events API, processes it, and notes how far it
 * is. First everything before `until`, then (with a pace) day after day, the workspace's clock following and agents
 * deciding. Killed at any moment it goes on from the last note; what is sent twice counts once. A file that cannot be
 * read fails the import with words that say why; an API or database that is away throws, and the turn can be repeated.
 */
export async function runImport(ctx: ServiceContext, options: RunOptions): Promise<RunResult> {
  const { importId, budgetMs = BUDGET_MS, origin = `http://127.0.0.1:${env().PORT}` } = options;
  const row = await ctx.db.importJob.findFirst({ where: { workspaceId: ctx.workspaceId, id: importId } });
  if (!row) throw new ServiceError('not_found', 'There is no such import.');
  const job = toJob(row);
  if (!RUNNING.includes(job.status)) return stop(ctx, job);
  try {
    const { session, writeKey, approver } = await openSession(ctx, job, row.filePath, row.cursorLine);
    const api = { origin, writeKey };
    return await turn({ ctx, job, filePath: row.filePath, session, api, approver, deadline: Date.now() + budgetMs });
  } catch (error) {
    await forget(ctx, importId);
    if (!(error instanceof ServiceError) || error.code !== 'invalid') throw error;
    await end({ ctx, job, filePath: row.filePath }, 'failed', error.message);
    return { done: true, status: 'failed' };
  }
}

async function turn(work: Work): Promise<RunResult> {
  if (work.job.status === 'queued') await begin(work);
  while (Date.now() < work.deadline) {
    const goesOn = work.job.status === 'replaying' ? await replayDay(work) : await importWindow(work);
    if (!goesOn) break;
  }
  const current = await work.ctx.db.importJob.findFirstOrThrow({
    where: { workspaceId: work.ctx.workspaceId, id: work.job.id },
    select: { status: true },
  });
  if (RUNNING.includes(current.status)) return { done: false, status: current.status };
  return stop(work.ctx, { ...work.job, status: current.status });
}

async function openSession(
  ctx: ServiceContext,
  job: ImportJob,
  filePath: string,
  cursor: number,
): Promise<OpenSession> {
  const open = sessions.get(job.id);
  if (open?.session.lines === cursor) return open;
  const options = { currency: ctx.workspace.currency, assumeConsent: job.options.assumeConsent };
  const session = await LogSession.open(filePath, options, cursor);
  const opened = { session, writeKey: await openKey(ctx, job.id), approver: await approverOf(ctx, job) };
  sessions.set(job.id, opened);
  return opened;
}

async function approverOf(ctx: ServiceContext, { options }: ImportJob): Promise<SimulatedApprover | null> {
  if (options.paceMs === null || options.approver === 'person') return null;
  return { userId: await ensureSimulatedApprover(ctx), seed: ctx.workspace.slug };
}

async function begin(work: Work): Promise<void> {
  const { job } = work;
  job.totals.expectedLines ??= await countLines(work.filePath);
  const { until, paceMs } = job.options;
  const first = await work.session.peek();
  const isPastUntil = until !== null && first !== null && first.at >= new Date(until);
  const isLiving = isPastUntil && paceMs !== null && job.totals.lines > 0;
  job.status = isLiving ? 'replaying' : 'importing';
  await note(work, { status: job.status });
}

/** Sends the next part of what lies before `until`; false when there is nothing left to do now. */
async function importWindow(work: Work): Promise<boolean> {
  const { until } = work.job.options;
  const invoices = await takeBefore(work.session, until ? new Date(until) : null, WINDOW_CALLS);
  if (invoices.length === 0) return caughtUp(work);
  await moveClock(work.ctx, invoices.at(-1)?.at);
  if (!(await sendAndNote(work, invoices))) return false;
  await processPending(await freshContext(work.ctx), { limit: PROCESS_AT_ONCE });
  return true;
}

/**
 * Everything before `until` is in: the clock goes there, agents decide, and the replay begins if one was asked for. False
 * when that was all, or the import was paused or cancelled meanwhile.
 */
async function caughtUp(work: Work): Promise<boolean> {
  const { ctx, job } = work;
  await processAll(ctx);
  const at = job.options.until ? new Date(job.options.until) : nextMidnight(new Date(job.totals.importedTo ?? ctx.now));
  const isLived = job.options.paceMs !== null && (await work.session.peek()) !== null;
  if (!isLived) await leaveRest(work);
  if (!(await moveTo(work, 'deciding'))) return false;
  await advance(ctx, at);
  if (isLived) return moveTo(work, 'replaying');
  if (await note(work)) await finish(work);
  return false;
}

/** False, as for `note`, when somebody has stopped the import. */
function moveTo(work: Work, status: 'deciding' | 'replaying'): Promise<boolean> {
  work.job.status = status;
  return note(work, { status });
}

/** Lives one more day of the log; false when it has ended, or was stopped. */
async function replayDay(work: Work): Promise<boolean> {
  const started = Date.now();
  const { ctx, job, session, approver } = work;
  if (!(await session.peek())) {
    await finish(work);
    return false;
  }
  let { now } = await freshContext(ctx);
  const midnight = nextMidnight(now);
  while (now < midnight) {
    const to = await endOfPart(session, now, midnight);
    const invoices = await takeBefore(session, to, Number.POSITIVE_INFINITY);
    if (invoices.length > 0 && !(await sendAndNote(work, invoices))) return false;
    if (approver) await judgeReviews(ctx, approver, { until: to });
    await advance(ctx, to);
    now = to;
  }
  const rest = (job.options.paceMs ?? 0) - (Date.now() - started);
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  return true;
}

/** The end of the part of the day in which the log goes on; midnight when it says nothing more that day. */
async function endOfPart(session: LogSession, now: Date, midnight: Date): Promise<Date> {
  const next = await session.peek();
  if (!next || next.at >= midnight) return midnight;
  const from = Math.max(next.at.getTime() + 1, now.getTime() + 1);
  return new Date(Math.ceil(from / PART_OF_DAY) * PART_OF_DAY);
}

async function takeBefore(session: LogSession, before: Date | null, calls: number): Promise<LogInvoice[]> {
  const taken: LogInvoice[] = [];
  let count = 0;
  for (let next = await session.peek(); next && count < calls; next = await session.peek()) {
    if (before && next.at >= before) break;
    taken.push(next);
    count += next.calls.length;
    await session.take();
  }
  return taken;
}

/** False when the import was paused or cancelled meanwhile. */
async function sendAndNote(work: Work, invoices: readonly LogInvoice[]): Promise<boolean> {
  const { totals } = work.job;
  const calls = invoices.flatMap((invoice) => invoice.calls);
  const { known, rejected, firstRejection } = await postCalls(work.api, calls);
  totals.calls += calls.length;
  totals.known += known;
  totals.rejected += rejected;
  totals.firstRejection ??= firstRejection;
  totals.orders += calls.filter((call) => call.event === 'Order Completed').length;
  totals.refunds += calls.filter((call) => call.event === 'Order Refunded').length;
  countOutcomes(totals, invoices);
  totals.importedTo = invoices.at(-1)?.at.toISOString() ?? totals.importedTo;
  Object.assign(totals, work.session.customers());
  return note(work);
}

function countOutcomes(totals: ImportTotals, invoices: readonly LogInvoice[]): void {
  for (const invoice of invoices) {
    totals.lines += invoice.lines;
    for (const [outcome, count] of Object.entries(invoice.outcomes)) {
      const key = outcome as keyof ImportTotals['outcomes'];
      totals.outcomes[key] = (totals.outcomes[key] ?? 0) + count;
    }
  }
}

/** Counts what comes after `until`: from the beginning, since a turn that was cut short may have counted before. */
async function leaveRest(work: Work): Promise<void> {
  const { totals } = work.job;
  totals.left = 0;
  for (let invoice = await work.session.take(); invoice; invoice = await work.session.take())
    totals.left += invoice.lines;
}

/** Writes down how far it is; false (and nothing written) when somebody has stopped the import. */
async function note(work: Work, change: { status?: ImportJob['status'] } = {}): Promise<boolean> {
  const { ctx, job } = work;
  const { count } = await ctx.db.importJob.updateMany({
    where: { workspaceId: ctx.workspaceId, id: job.id, status: { in: RUNNING } },
    data: { ...change, totals: job.totals, cursorLine: job.totals.lines },
  });
  return count > 0;
}

/** It is done; or it failed, where no line of the file could be used: what is wrong with all of them is a wrong file. */
async function finish(work: Work): Promise<void> {
  const { lines, calls } = work.job.totals;
  if (lines === 0 || calls > 0) return end(work, 'completed');
  const words = `Of ${plural(lines, 'line')} none could be used: see below what was wrong with them, mend the file and import it again.`;
  await end(work, 'failed', words);
}

async function end(
  work: Pick<Work, 'ctx' | 'job' | 'filePath'>,
  status: 'completed' | 'failed',
  error: string | null = null,
): Promise<void> {
  const { ctx, job } = work;
  const { lines, orders, refunds, left, known, rejected } = job.totals;
  await inTransaction(ctx, async (tx) => {
    await tx.importJob.updateMany({
      where: { workspaceId: ctx.workspaceId, id: job.id },
      data: { status, error, totals: job.totals, finishedAt: new Date() },
    });
    const payload = { lines, orders, refunds, left, known, rejected };
    await appendAudit(tx, ctx, { action: `import.${status}`, subject: `import:${job.id}`, payload });
  });
  if (status === 'completed') await removeUpload(work.filePath);
}

/** The import waits or has ended: its place in the log and its key are given up. */
async function stop(ctx: ServiceContext, job: ImportJob): Promise<RunResult> {
  await forget(ctx, job.id);
  return { done: true, status: job.status };
}

async function forget(ctx: ServiceContext, importId: string): Promise<void> {
  await sessions.get(importId)?.session.close();
  sessions.delete(importId);
  await closeKeys(ctx, importId).catch(() => {});
}

async function removeUpload(filePath: string): Promise<void> {
  if (path.dirname(filePath) === uploadsFolder()) await unlink(filePath).catch(() => {});
}

async function processAll(ctx: ServiceContext): Promise<void> {
  for (;;) {
    const { busy, remaining } = await processPending(await freshContext(ctx), { limit: PROCESS_AT_ONCE });
    if (busy) await new Promise((resolve) => setTimeout(resolve, 50));
    else if (!remaining) return;
  }
}

/** The clock of the workspace never goes back. */
async function moveClock(ctx: ServiceContext, at: Date | undefined): Promise<void> {
  if (!at) return;
  await ctx.db.workspace.updateMany({
    where: { id: ctx.workspaceId, clockMode: 'virtual', OR: [{ virtualNow: null }, { virtualNow: { lt: at } }] },
    data: { virtualNow: at },
  });
}

async function advance(ctx: ServiceContext, to: Date): Promise<void> {
  const fresh = await freshContext(ctx);
  if (fresh.now < to) await advanceClock(fresh, to, { strideMs: STRIDE });
}

/** The workspace's clock moves while we work: read it again. */
function freshContext(ctx: ServiceContext): Promise<ServiceContext> {
  return createContext(ctx.workspaceId, ctx.actor);
}

function nextMidnight(at: Date): Date {
  return after(new Date(Math.floor(at.getTime() / DAY) * DAY), DAY);
}
