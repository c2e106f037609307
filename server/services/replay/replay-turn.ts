import { setImmediate } from 'node:timers/promises';
import { Policy } from '@/domain/policies/policy';
import { replayDecision } from '@/domain/replay/replay-decision';
import { addTallies, Tally, tallyOf, tallyOfUntouched } from '@/domain/replay/tally';
import { after, MINUTE } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Prisma, ReplayRun as RunRow } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { systemDb } from '../../system-db';
import { readAhead } from './read-ahead';
import { type Came, type Counted, loadQuestions, type Questions } from './recorded-decisions';
import { learnFootprints, makeSieve, nextStretch, type Sieve, type Stretch } from './sieve';
import { findRun } from './to-run';
import { type ReplayStatus, RUNNING } from './types';

/** How long one turn takes, roughly: a killed one costs little. */
const BUDGET_MS = 10_000;
/** Decisions whose documents are in memory at a time. */
const AT_ONCE = 250;
/** Decisions to make again that are noted together: what a kill loses. */
const BATCH = 1_000;
/** Decisions looked at together, at most, where the sieve holds most of them back. */
const MOST_LOOKED_AT = 50_000;
/** Decisions after which others on this thread get their turn. */
const BREATH = 10;
/** A run that has not been heard of for so long has lost its announcement. */
const SILENT_MS = MINUTE;

export type TurnResult = { done: boolean; status: ReplayStatus };

/**
 * One turn of a replay: batch after batch from the last decision that is counted. Decisions that the policy tried cannot
 * change are counted as they are, the others made again. What a batch found and how far it came
 * are written together, and only if nobody else has counted it meanwhile: killed at any moment, or run by two at once,
 * each decision counts once. Answers whether it has ended, one way or another.
 */
export async function replayTurn(
  ctx: ServiceContext,
  { runId, budgetMs = BUDGET_MS }: { runId: string; budgetMs?: number },
): Promise<TurnResult> {
  const deadline = Date.now() + budgetMs;
  let run = await findRun(ctx, runId);
  const questions = await loadQuestions(ctx, run.document === null ? null : Policy.parse(run.document));
  const sieve = isRunning(run) ? await makeSieve(ctx, questions, run.document === null) : null;
  let take = BATCH;
  while (sieve && isRunning(run)) {
    take = await replayBatch(ctx, run, { questions, sieve, take });
    run = await findRun(ctx, runId);
    if (Date.now() >= deadline) break;
  }
  return { done: !isRunning(run), status: run.status as ReplayStatus };
}

/** One turn, by the job that runs it. */
export async function replayTurnOf(input: { workspaceId: string; runId: string }): Promise<TurnResult> {
  const ctx = await createContext(input.workspaceId, { kind: 'job', name: 'replay-run' });
  return replayTurn(ctx, input);
}

/** Runs that should be going on and are not. */
export async function silentReplays(now: Date): Promise<{ workspaceId: string; runId: string }[]> {
  const rows = await systemDb().replayRun.findMany({
    where: { status: { in: RUNNING }, updatedAt: { lt: after(now, -SILENT_MS) } },
    select: { id: true, workspaceId: true },
    take: 100,
  });
  return rows.map(({ id, workspaceId }) => ({ workspaceId, runId: id }));
}

const isRunning = ({ status }: RunRow) => (RUNNING as string[]).includes(status);

type Asking = { questions: Questions; sieve: Sieve; take: number };

/** One batch. Answers how many decisions to look at next. */
async function replayBatch(ctx: ServiceContext, run: RunRow, { questions, sieve, take }: Asking): Promise<number> {
  const { cursorAt, cursorId } = run;
  const counted = cursorAt && cursorId ? { at: cursorAt, id: cursorId } : null;
  const stretch = await nextStretch(ctx, run, sieve, counted, take);
  if (!stretch.last) {
    await complete(ctx, run);
    return take;
  }
  await note(ctx, run, stretch, stretch.last, await replayEach(ctx, stretch.touched, questions));
  return Math.min(MOST_LOOKED_AT, Math.ceil((BATCH * stretch.looked) / Math.max(1, stretch.touched.length)));
}

async function replayEach(ctx: ServiceContext, ids: readonly string[], questions: Questions): Promise<Came[]> {
  const replayed: Came[] = [];
  for await (const records of readAhead(ctx, ids, AT_ONCE)) {
    for (const [index, record] of records.entries()) {
      if (index % BREATH === 0) await setImmediate();
      const { id, decidedAt, summary, policyVersion, isOfThisCode } = record;
      const came = replayDecision(record, questions(policyVersion));
      replayed.push({ id, decidedAt, summary, policyVersion, isOfThisCode, came });
    }
  }
  return replayed;
}

async function note(
  ctx: ServiceContext,
  run: RunRow,
  { untouched, touched, looked }: Stretch,
  last: Counted,
  replayed: readonly Came[],
): Promise<void> {
  const found = addTallies(tallyOf(replayed.map(({ came }) => came)), tallyOfUntouched(untouched));
  const changes = replayed.flatMap(changeRow);
  // One that is gone since it was looked at, with its customer, is not counted.
  const done = run.done + looked - touched.length + replayed.length;
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.replayRun.updateMany({
      where: whereUncounted(ctx, run),
      data: {
        status: 'running',
        startedAt: run.startedAt ?? new Date(),
        done,
        cursorAt: last.at,
        cursorId: last.id,
        tally: addTallies(Tally.parse(run.tally), found),
      },
    });
    if (count === 0) return;
    await storeChanges(tx, ctx, run.id, changes);
    await learnFootprints(tx, ctx, replayed);
  });
}

/** The run as it was read: neither cancelled nor taken further by somebody else. Its cursor tells, should nothing have been counted. */
function whereUncounted(ctx: ServiceContext, run: RunRow): Prisma.ReplayRunWhereInput {
  const { id, done, cursorId } = run;
  return { workspaceId: ctx.workspaceId, id, status: { in: RUNNING }, done, cursorId };
}

async function complete(ctx: ServiceContext, run: RunRow): Promise<void> {
  const { same, changed, untouched, gaps } = Tally.parse(run.tally);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.replayRun.updateMany({
      where: whereUncounted(ctx, run),
      // What was still being written when it was counted may have come in, or gone with its customer.
      data: { status: 'completed', total: run.done, startedAt: run.startedAt ?? new Date() },
    });
    if (count === 0) return;
    await appendAudit(tx, ctx, {
      action: 'replay.completed',
      subject: `replay:${run.id}`,
      payload: { tried: run.name, decisions: run.done, same, changed, untouched, gaps },
    });
  });
}

type ChangeColumns = Omit<Prisma.ReplayChangeCreateManyInput, 'workspaceId' | 'runId'>;

/** In one statement of its own: row by row through Prisma they took longer than deciding. */
async function storeChanges(tx: Db, ctx: ServiceContext, runId: string, changes: ChangeColumns[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO replay_change (workspace_id, run_id, decision_id, decided_at, summary, kinds, rules, gap, detail,
      outcome_before, outcome_after, before, after)
    SELECT ${ctx.workspaceId}::uuid, ${runId}::uuid, "decisionId", "decidedAt", summary, coalesce(kinds, '{}'),
      coalesce(rules, '{}'), gap, detail, "outcomeBefore", "outcomeAfter", before, after
    FROM json_to_recordset(${JSON.stringify(changes)}::json) AS change("decisionId" uuid, "decidedAt" timestamptz,
      summary text, kinds text[], rules text[], gap text, detail text, "outcomeBefore" text, "outcomeAfter" text,
      before jsonb, after jsonb)`;
}

function changeRow({ id, decidedAt, summary, came: replayed }: Came): ChangeColumns[] {
  if (replayed.kind === 'same') return [];
  const row = { decisionId: id, decidedAt, summary };
  if (replayed.kind === 'gap') return [{ ...row, gap: replayed.gap, detail: replayed.detail }];
  const { before, after: next, comparison } = replayed;
  return [
    {
      ...row,
      kinds: [...comparison.kinds],
      rules: [...comparison.rules],
      outcomeBefore: before.outcome,
      outcomeAfter: next.outcome,
      before,
      after: next,
    },
  ];
}
