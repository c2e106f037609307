import { setImmediate } from 'node:timers/promises';
import { Policy } from '@/domain/policies/policy';
import { answerOf } from '@/domain/replay/answer';
import { type Replayed, replayDecision } from '@/domain/replay/replay-decision';
import { addTallies, Tally, tallyOf } from '@/domain/replay/tally';
import { after, MINUTE } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import type { Prisma, ReplayRun as RunRow } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { systemDb } from '../../system-db';
import { ReadAhead } from './read-ahead';
import { loadQuestions, type Questions, type RecordedDecision } from './recorded-decisions';
import { findRun } from './to-run';
import { type ReplayStatus, RUNNING } from './types';

/** How long one turn takes, roughly: a killed one costs little. */
const BUDGET_MS = 10_000;
/** Decisions read, replayed and noted at a time: what is in memory, and what a kill loses. */
const BATCH = 250;
/** Decisions after which others on this thread get their turn. */
const BREATH = 10;
/** A run that has not been heard of for so long has lost its announcement. */
const SILENT_MS = MINUTE;

export type TurnResult = { done: boolean; status: ReplayStatus };

/**
 * One turn of a replay: batch after batch from the last decision that is counted. What a batch found and how far it came
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
  const ahead = new ReadAhead(ctx, BATCH);
  try {
    while (isRunning(run)) {
      await replayBatch(ctx, run, questions, ahead);
      run = await findRun(ctx, runId);
      if (Date.now() >= deadline) break;
    }
  } finally {
    await ahead.end();
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

async function replayBatch(ctx: ServiceContext, run: RunRow, questions: Questions, ahead: ReadAhead): Promise<void> {
  const { cursorAt, cursorId } = run;
  const counted = cursorAt && cursorId ? { at: cursorAt, id: cursorId } : null;
  const records = await ahead.read(run, counted);
  const last = records.at(-1);
  if (!last) return complete(ctx, run);
  const replayed: Replayed[] = [];
  for (const [index, record] of records.entries()) {
    if (index % BREATH === 0) await setImmediate();
    replayed.push(replayDecision(record, questions(record.policyVersion)));
  }
  const changes = records.flatMap((record, index) => changeRow(ctx, run, record, replayed[index]));
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.replayRun.updateMany({
      where: whereUncounted(ctx, run),
      data: {
        status: 'running',
        startedAt: run.startedAt ?? new Date(),
        done: run.done + records.length,
        cursorAt: last.decidedAt,
        cursorId: last.id,
        tally: addTallies(Tally.parse(run.tally), tallyOf(replayed)),
      },
    });
    if (count > 0) await tx.replayChange.createMany({ data: changes });
  });
}

/** The run as it was read: neither cancelled nor taken further by somebody else. */
function whereUncounted(ctx: ServiceContext, run: RunRow): Prisma.ReplayRunWhereInput {
  return { workspaceId: ctx.workspaceId, id: run.id, status: { in: RUNNING }, done: run.done };
}

async function complete(ctx: ServiceContext, run: RunRow): Promise<void> {
  const { same, changed, gaps } = Tally.parse(run.tally);
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
      payload: { tried: run.name, decisions: run.done, same, changed, gaps },
    });
  });
}

function changeRow(
  ctx: ServiceContext,
  run: RunRow,
  { id, decidedAt, summary }: RecordedDecision,
  replayed: Replayed | undefined,
): Prisma.ReplayChangeCreateManyInput[] {
  if (!replayed || replayed.kind === 'same') return [];
  const row = { workspaceId: ctx.workspaceId, runId: run.id, decisionId: id, decidedAt, summary };
  if (replayed.kind === 'gap') return [{ ...row, gap: replayed.gap, detail: replayed.detail }];
  const { before, after: next, comparison } = replayed;
  return [
    {
      ...row,
      kinds: [...comparison.kinds],
      rules: [...comparison.rules],
      outcomeBefore: before.outcome,
      outcomeAfter: next.outcome,
      before: answerOf(before),
      after: answerOf(next),
    },
  ];
}
