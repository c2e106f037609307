import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { v7 } from 'uuid';
import { transaction } from './database';
import { type EventPayload, FUNCTION_FAILED, type FunctionDefinition, slotsOf } from './definitions';
import { evaluate, parseExpression, requiredOfAsync } from './expression';
import { claimToken, holdsClaim, type Job, releaseSlots } from './jobs';
import { instantOf } from './schedule';
import type { Answer, Operation, StepError } from './sdk-call';

export type StoredRun = { id: string; functionId: string; events: EventPayload[]; slots: string[]; pending: string[] };
export type StepResult = { data: unknown } | { error: StepError };

const LONGEST_INDEXED = 500;

/** Starts a run for one event, or for a batch. `key` is the function's idempotency: a second run with it is not started. */
export async function startRun(
  client: PoolClient,
  definition: FunctionDefinition,
  events: EventPayload[],
): Promise<void> {
  const [first] = events;
  if (!first) return;
  const id = v7();
  const slots = slotsOf(definition, first);
  const idempotency = definition.idempotency
    ? JSON.stringify(evaluate(definition.idempotency, { event: first }))
    : null;
  const { rowCount } = await client.query(
    `INSERT INTO executor.run (id, function_id, events, slots, idempotency) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (function_id, idempotency) DO NOTHING`,
    [id, definition.id, JSON.stringify(events), slots, idempotency],
  );
  if (!rowCount) return;
  // An event dated ahead starts its run then.
  const startsAt = new Date(Math.max(...events.map(({ ts }) => ts)));
  await client.query(
    `INSERT INTO executor.job (run_id, kind, slots, run_at) VALUES ($1, 'call', $2, greatest(now(), $3))`,
    [id, slots, startsAt],
  );
  for (const { event, expression } of definition.cancelOn) {
    await addWait(client, { runId: id, stepId: null, event, expression, trigger: first });
  }
}

type NewWait = {
  runId: string;
  stepId: string | null;
  event: string;
  expression: string | undefined;
  trigger: EventPayload;
};

async function addWait(client: PoolClient, { runId, stepId, event, expression, trigger }: NewWait): Promise<void> {
  const required = expression ? requiredOfAsync(parseExpression(expression), trigger) : undefined;
  const needed = JSON.stringify(required?.value ?? null);
  // What is too long for the index is compared when the event comes.
  const path = required && needed.length <= LONGEST_INDEXED ? required.path.join('.') : '';
  if (path) {
    await client.query('INSERT INTO executor.wait_path (event_name, path) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      event,
      path,
    ]);
  }
  await client.query(
    'INSERT INTO executor.wait (run_id, step_id, event_name, path, value, expression) VALUES ($1, $2, $3, $4, $5, $6)',
    [runId, stepId, event, path, path ? needed : '', expression ?? null],
  );
}

type RunRow = { functionId: string; events: string; slots: string[]; pending: string[] };

/** The run with its row locked; undefined when it has ended. */
async function lockRun(client: PoolClient, id: string): Promise<StoredRun | undefined> {
  const { rows } = await client.query<RunRow>(
    `SELECT function_id AS "functionId", events, slots, pending FROM executor.run WHERE id = $1 AND status = 'running' FOR UPDATE`,
    [id],
  );
  return rows[0] && { ...rows[0], id, events: JSON.parse(rows[0].events) as EventPayload[] };
}

/** What a call to the SDK needs: the run and its recorded steps, in the order in which they were recorded. */
export async function loadRun(
  pool: Pool,
  id: string,
): Promise<{ run: StoredRun; steps: [string, StepResult][] } | undefined> {
  const { rows } = await pool.query<RunRow & { steps: [string, string][] }>(
    `SELECT function_id AS "functionId", events, slots, pending, coalesce(
       (SELECT json_agg(json_build_array(step.id, step.result) ORDER BY seq) FROM executor.step WHERE run_id = run.id), '[]') AS steps
     FROM executor.run WHERE id = $1 AND status = 'running'`,
    [id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const run = { ...row, id, events: JSON.parse(row.events) as EventPayload[] };
  return { run, steps: row.steps.map(([stepId, result]) => [stepId, JSON.parse(result) as StepResult]) };
}

/** Records a step, once; what waited for it no longer does. */
async function recordStep(client: PoolClient, run: StoredRun, stepId: string, result: StepResult): Promise<void> {
  await client.query('INSERT INTO executor.step (run_id, id, result) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    run.id,
    stepId,
    JSON.stringify(result),
  ]);
  if (!run.pending.includes(stepId)) return;
  run.pending = run.pending.filter((id) => id !== stepId);
  await client.query('UPDATE executor.run SET pending = $2 WHERE id = $1', [run.id, run.pending]);
  await client.query('DELETE FROM executor.wait WHERE run_id = $1 AND step_id = $2', [run.id, stepId]);
  await client.query(
    `DELETE FROM executor.job WHERE run_id = $1 AND step_id = $2 AND kind = 'timer' AND claimed_by IS NULL`,
    [run.id, stepId],
  );
}

async function announceSteps(client: PoolClient, run: StoredRun, stepIds: string[]): Promise<void> {
  run.pending = [...run.pending, ...stepIds];
  await client.query('UPDATE executor.run SET pending = $2 WHERE id = $1', [run.id, run.pending]);
}

async function goOn(client: PoolClient, run: StoredRun): Promise<void> {
  await client.query(`INSERT INTO executor.job (run_id, kind, slots) VALUES ($1, 'call', $2)`, [run.id, run.slots]);
}

type Ending =
  | { status: 'completed'; output: unknown }
  | { status: 'failed'; error: StepError }
  | { status: 'cancelled' };

async function endRun(client: PoolClient, run: StoredRun, ending: Ending): Promise<void> {
  const output = ending.status === 'completed' ? JSON.stringify(ending.output ?? null) : null;
  const error = ending.status === 'failed' ? JSON.stringify(ending.error) : null;
  await client.query(
    `UPDATE executor.run SET status = $2, output = $3, error = $4, ended_at = now(), pending = '{}' WHERE id = $1`,
    [run.id, ending.status, output, error],
  );
  await client.query('DELETE FROM executor.wait WHERE run_id = $1', [run.id]);
  await client.query('DELETE FROM executor.job WHERE run_id = $1', [run.id]);
  if (ending.status === 'failed') await announceFailure(client, run, ending.error);
}

async function announceFailure(client: PoolClient, run: StoredRun, error: StepError): Promise<void> {
  const event = run.events[0];
  if (event?.name === FUNCTION_FAILED) return;
  await insertEvents(client, [
    {
      id: randomUUID(),
      name: FUNCTION_FAILED,
      ts: Date.now(),
      data: { function_id: run.functionId, run_id: run.id, error, event, events: run.events },
    },
  ]);
}

/** Puts events into the inbox; those whose id is known already are left out. */
export async function insertEvents(client: Pool | PoolClient, events: EventPayload[]): Promise<void> {
  await client.query(
    `INSERT INTO executor.event (id, name, body)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT (id) DO NOTHING`,
    [events.map(({ id }) => id), events.map(({ name }) => name), events.map((event) => JSON.stringify(event))],
  );
}

/**
 * Records steps while their request still runs. False when the claim no longer stands: the SDK then stops at once.
 * Only plain results come this way; anything else waits for the response.
 */
export function checkpoint(pool: Pool, runId: string, token: string, operations: Operation[]): Promise<boolean> {
  return transaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (!run || !(await holdsClaim(client, token))) return false;
    for (const operation of operations) {
      if (operation.op === 'StepRun') await recordStep(client, run, operation.id, { data: operation.data ?? null });
      else throw new Error(`A checkpoint brought ${operation.op}, which only a response may.`);
    }
    return true;
  });
}

/**
 * Everything that follows from a job, in one transaction: results recorded, the run ended or its next jobs made, the
 * job gone. Does nothing when the claim no longer stands.
 */
export function settleJob(
  pool: Pool,
  job: Job,
  answer: Answer,
  maxAttempts: number,
  backoff: (attempt: number) => number,
) {
  return transaction(pool, async (client) => {
    const run = await lockRun(client, job.runId);
    if (!(await holdsClaim(client, claimToken(job)))) return;
    if (run) await applyAnswer(client, run, job, answer, { maxAttempts, backoff });
    else await client.query('DELETE FROM executor.job WHERE id = $1', [job.id]);
    await releaseSlots(client, job.slots);
  });
}

type Retrying = { maxAttempts: number; backoff: (attempt: number) => number };

async function applyAnswer(
  client: PoolClient,
  run: StoredRun,
  job: Job,
  answer: Answer,
  retrying: Retrying,
): Promise<void> {
  if (answer.kind === 'completed') return endRun(client, run, { status: 'completed', output: answer.output });
  if (answer.kind === 'failed') return endRun(client, run, { status: 'failed', error: answer.error });
  if (answer.kind === 'retry') return retryJob(client, run, job, answer, retrying);
  if (answer.kind === 'elapsed') await recordStep(client, run, job.stepId ?? '', { data: null });
  else {
    const complete = answer.operations.find(({ op }) => op === 'RunComplete');
    if (complete) return endRun(client, run, { status: 'completed', output: complete.data });
    const unsupported = answer.operations.map(refusalOf).find((words) => words !== undefined);
    if (unsupported) {
      return endRun(client, run, { status: 'failed', error: { name: 'UnsupportedOperation', message: unsupported } });
    }
    await applyOperations(client, run, answer.operations);
    if (answer.retry) return retryJob(client, run, job, answer.retry, retrying);
  }
  await client.query('DELETE FROM executor.job WHERE id = $1', [job.id]);
  if (run.pending.length === 0) await goOn(client, run);
}

/** The same request again, later; the run fails when it had its last attempt. */
async function retryJob(
  client: PoolClient,
  run: StoredRun,
  job: Job,
  { error, afterMs }: { error: StepError; afterMs: number | undefined },
  { maxAttempts, backoff }: Retrying,
): Promise<void> {
  if (job.attempt + 1 >= maxAttempts) return endRun(client, run, { status: 'failed', error });
  await client.query(
    `UPDATE executor.job SET attempt = attempt + 1, claimed_by = NULL, run_at = now() + $2 * interval '1 ms' WHERE id = $1`,
    [job.id, afterMs ?? backoff(job.attempt)],
  );
}

const KNOWN = [
  'StepRun',
  'Step',
  'StepError',
  'StepFailed',
  'StepPlanned',
  'Sleep',
  'WaitForEvent',
  'RunComplete',
  'DiscoveryRequest',
];

function refusalOf({ op, opts, displayName, id }: Operation): string | undefined {
  const step = `the step "${displayName ?? id}"`;
  if (!KNOWN.includes(op)) return `The embedded executor does not support ${op} (${step}).`;
  if (opts?.parallelMode === 'race') return `The embedded executor does not support races of steps (${step}).`;
  if (op === 'WaitForEvent' && opts?.if) {
    try {
      parseExpression(opts.if);
    } catch (error) {
      return `${(error as Error).message} (${step})`;
    }
  }
  return undefined;
}

async function applyOperations(client: PoolClient, run: StoredRun, operations: Operation[]): Promise<void> {
  for (const operation of operations) {
    if (operation.op === 'StepRun' || operation.op === 'Step') {
      await recordStep(client, run, operation.id, { data: operation.data ?? null });
    } else if (operation.op === 'StepFailed') {
      await recordStep(client, run, operation.id, {
        error: operation.error ?? { name: 'Error', message: 'The step failed.' },
      });
    }
  }
  const later = operations.filter(
    ({ op, id }) => ['StepPlanned', 'Sleep', 'WaitForEvent'].includes(op) && !run.pending.includes(id),
  );
  if (later.length === 0) return;
  await announceSteps(
    client,
    run,
    later.map(({ id }) => id),
  );
  for (const operation of later) await scheduleStep(client, run, operation);
}

async function scheduleStep(client: PoolClient, run: StoredRun, { op, id, name, opts }: Operation): Promise<void> {
  if (op === 'StepPlanned') {
    await client.query(`INSERT INTO executor.job (run_id, kind, step_id, slots) VALUES ($1, 'call', $2, $3)`, [
      run.id,
      id,
      run.slots,
    ]);
    return;
  }
  const [trigger] = run.events;
  if (op === 'WaitForEvent' && trigger) {
    await addWait(client, { runId: run.id, stepId: id, event: name ?? '', expression: opts?.if, trigger });
  }
  const endsAt = instantOf((op === 'Sleep' ? name : opts?.timeout) ?? '', new Date());
  await client.query(`INSERT INTO executor.job (run_id, kind, step_id, run_at) VALUES ($1, 'timer', $2, $3)`, [
    run.id,
    id,
    endsAt,
  ]);
}

/** An event came that a run waits for: the step is recorded with it, or the run is cancelled. */
export async function deliver(
  client: PoolClient,
  runId: string,
  stepId: string | null,
  event: EventPayload,
): Promise<void> {
  const run = await lockRun(client, runId);
  if (!run) return;
  if (stepId === null) {
    await endRun(client, run, { status: 'cancelled' });
    await releaseSlots(client, run.slots);
  } else if (run.pending.includes(stepId)) {
    await recordStep(client, run, stepId, { data: event });
    if (run.pending.length === 0) await goOn(client, run);
  }
}
