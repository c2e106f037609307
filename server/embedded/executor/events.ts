import type { Pool, PoolClient } from 'pg';
import { transaction } from './database';
import type { EventPayload, FunctionDefinition } from './definitions';
import { evaluate, parseExpression, valueAt } from './expression';
import { deliver, startRun } from './runs';
import { nextFiring } from './schedule';

const EVENTS_AT_ONCE = 100;

/** Takes events from the inbox, oldest first: starts runs, fills batches, ends waits. Returns how many it took. */
export function routeEvents(pool: Pool, definitions: FunctionDefinition[]): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; body: string }>(
      'SELECT id, body FROM executor.event WHERE NOT routed ORDER BY seq LIMIT $1 FOR UPDATE SKIP LOCKED',
      [EVENTS_AT_ONCE],
    );
    if (rows.length === 0) return 0;
    for (const { body } of rows) await route(client, definitions, JSON.parse(body) as EventPayload);
    await client.query('UPDATE executor.event SET routed = true WHERE id = ANY($1)', [rows.map(({ id }) => id)]);
    return rows.length;
  });
}

async function route(client: PoolClient, definitions: FunctionDefinition[], event: EventPayload): Promise<void> {
  await endWaits(client, event);
  for (const definition of definitions) {
    const triggered = definition.events.some(
      ({ name, condition }) => name === event.name && (!condition || evaluate(condition, { event }) === true),
    );
    if (!triggered) continue;
    if (definition.batch) await addToBatch(client, definition, definition.batch, event);
    else await startRun(client, definition, [event]);
  }
}

type WaitRow = { runId: string; stepId: string | null; expression: string | null; events: string };

async function endWaits(client: PoolClient, event: EventPayload): Promise<void> {
  const { rows: paths } = await client.query<{ path: string }>(
    'SELECT path FROM executor.wait_path WHERE event_name = $1',
    [event.name],
  );
  const looked = ['', ...paths.map(({ path }) => path)];
  const values = looked.map((path) => (path ? JSON.stringify(valueAt(event, path.split('.'))) : ''));
  const { rows } = await client.query<WaitRow>(
    `SELECT wait.run_id AS "runId", wait.step_id AS "stepId", wait.expression, run.events
     FROM unnest($2::text[], $3::text[]) AS looked (path, value)
     JOIN executor.wait ON wait.event_name = $1 AND wait.path = looked.path AND wait.value = looked.value
     JOIN executor.run ON run.id = wait.run_id ORDER BY wait.run_id, wait.id`,
    [event.name, looked, values],
  );
  for (const { runId, stepId, expression, events } of rows) {
    const [trigger] = JSON.parse(events) as EventPayload[];
    const matches = !expression || evaluate(parseExpression(expression), { event: trigger, async: event }) === true;
    if (matches) await deliver(client, runId, stepId, event);
  }
}

type Batch = NonNullable<FunctionDefinition['batch']>;

async function addToBatch(
  client: PoolClient,
  definition: FunctionDefinition,
  batch: Batch,
  event: EventPayload,
): Promise<void> {
  const key = batch.key ? JSON.stringify(evaluate(batch.key, { event })) : '';
  // Whoever adds or flushes holds the batch's row.
  await client.query(
    `INSERT INTO executor.batch (function_id, key, due_at) VALUES ($1, $2, now() + $3 * interval '1 ms')
     ON CONFLICT (function_id, key) DO UPDATE SET due_at = batch.due_at`,
    [definition.id, key, batch.timeoutMs],
  );
  await client.query('INSERT INTO executor.batch_event (function_id, key, body) VALUES ($1, $2, $3)', [
    definition.id,
    key,
    JSON.stringify(event),
  ]);
  const { rows } = await client.query<{ size: number }>(
    'SELECT count(*)::integer AS size FROM executor.batch_event WHERE function_id = $1 AND key = $2',
    [definition.id, key],
  );
  if ((rows[0]?.size ?? 0) >= batch.maxSize) await flushBatch(client, definition, key);
}

async function flushBatch(client: PoolClient, definition: FunctionDefinition, key: string): Promise<void> {
  await client.query('DELETE FROM executor.batch WHERE function_id = $1 AND key = $2', [definition.id, key]);
  const { rows } = await client.query<{ body: string }>(
    `WITH taken AS (DELETE FROM executor.batch_event WHERE function_id = $1 AND key = $2 RETURNING seq, body)
     SELECT body FROM taken ORDER BY seq`,
    [definition.id, key],
  );
  await startRun(
    client,
    definition,
    rows.map(({ body }) => JSON.parse(body) as EventPayload),
  );
}

/** Starts the runs of batches that have waited long enough. */
export function flushDueBatches(pool: Pool, definitions: FunctionDefinition[]): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ functionId: string; key: string }>(
      `SELECT function_id AS "functionId", key FROM executor.batch WHERE due_at <= now() ORDER BY function_id, key
       FOR UPDATE SKIP LOCKED LIMIT 100`,
    );
    for (const { functionId, key } of rows) {
      const definition = definitions.find(({ id }) => id === functionId);
      if (definition) await flushBatch(client, definition, key);
    }
    return rows.length;
  });
}

/** Makes the timetable that of the definitions; what was due while nobody ran fires once. */
export function planCrons(pool: Pool, definitions: FunctionDefinition[]): Promise<void> {
  const now = new Date();
  const plan = definitions.flatMap(({ id, crons }) => crons.map((cron) => ({ id, cron, next: nextFiring(cron, now) })));
  return transaction(pool, async (client) => {
    const columns = [plan.map(({ id }) => id), plan.map(({ cron }) => cron)];
    await client.query(
      `DELETE FROM executor.cron WHERE (function_id, expression) NOT IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      columns,
    );
    await client.query(
      `INSERT INTO executor.cron (function_id, expression, next_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[]) ON CONFLICT DO NOTHING`,
      [...columns, plan.map(({ next }) => next)],
    );
  });
}

/** Starts the runs whose time has come; each firing starts one, however many processes look. */
export function fireCrons(pool: Pool, definitions: FunctionDefinition[]): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ functionId: string; expression: string; nextAt: Date }>(
      `SELECT function_id AS "functionId", expression, next_at AS "nextAt" FROM executor.cron WHERE next_at <= now()
       ORDER BY next_at FOR UPDATE SKIP LOCKED`,
    );
    for (const { functionId, expression, nextAt } of rows) {
      const now = new Date();
      await client.query('UPDATE executor.cron SET next_at = $3 WHERE function_id = $1 AND expression = $2', [
        functionId,
        expression,
        nextFiring(expression, now),
      ]);
      const definition = definitions.find(({ id }) => id === functionId);
      const at = nextAt.toISOString();
      const data = { cron: expression, scheduledAt: at, fireAt: at };
      if (definition)
        await startRun(client, definition, [{ id: at, name: 'inngest/scheduled.timer', data, ts: now.getTime() }]);
    }
    return rows.length;
  });
}

/** Forgets what has served: routed events and finished runs after a day, failed runs after a week. */
export async function prune(pool: Pool): Promise<void> {
  await pool.query("DELETE FROM executor.event WHERE routed AND received_at < now() - interval '1 day'");
  await pool.query(
    "UPDATE executor.run SET idempotency = NULL WHERE idempotency IS NOT NULL AND started_at < now() - interval '1 day'",
  );
  await pool.query(
    `DELETE FROM executor.run WHERE id IN (
       SELECT id FROM executor.run WHERE idempotency IS NULL
         AND ended_at < now() - CASE status WHEN 'failed' THEN interval '7 days' ELSE interval '1 day' END LIMIT 5000)`,
  );
}
