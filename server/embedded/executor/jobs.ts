import type { Pool, PoolClient } from 'pg';
import { transaction } from './database';
import { limitOf } from './definitions';

export type Job = {
  id: string;
  runId: string;
  kind: 'call' | 'timer';
  stepId: string | null;
  attempt: number;
  slots: string[];
  claimedBy: number;
  claims: number;
};

/** Class of the advisory locks by which a process shows that it lives. */
const LIVENESS = 20_261_121;

const JOB_COLUMNS = `id, run_id AS "runId", kind, step_id AS "stepId", attempt, slots, claimed_by AS "claimedBy", claims`;

/** Locks concurrency keys in one order, so that transactions which need the same ones never wait in a circle. */
async function lockSlots(client: PoolClient, slots: string[]): Promise<void> {
  for (const slot of slots.toSorted()) {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [slot]);
  }
}

/** Takes up to `max` due jobs for this worker. Jobs whose concurrency key is taken are parked until one of it ends. */
export function claimJobs(pool: Pool, worker: number, max: number): Promise<Job[]> {
  return transaction(pool, async (client) => {
    const { rows: due } = await client.query<{ id: string; slots: string[] }>(
      `SELECT id, slots FROM executor.job WHERE claimed_by IS NULL AND parked_on IS NULL AND run_at <= now()
       ORDER BY run_at, id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [max],
    );
    const free = due.some(({ slots }) => slots.length > 0)
      ? await withoutFullSlots(client, due)
      : due.map(({ id }) => id);
    if (free.length === 0) return [];
    const { rows } = await client.query<Job>(
      `UPDATE executor.job SET claimed_by = $1, claims = claims + 1 WHERE id = ANY($2) RETURNING ${JOB_COLUMNS}`,
      [worker, free],
    );
    return rows;
  });
}

async function withoutFullSlots(client: PoolClient, due: { id: string; slots: string[] }[]): Promise<string[]> {
  const keys = [...new Set(due.flatMap(({ slots }) => slots))];
  await lockSlots(client, keys);
  const { rows } = await client.query<{ slot: string; held: number }>(
    `SELECT slot, count(*)::integer AS held FROM executor.job, unnest(slots) AS slot
     WHERE claimed_by IS NOT NULL AND slot = ANY($1) GROUP BY slot`,
    [keys],
  );
  const held = new Map(rows.map(({ slot, held: count }) => [slot, count]));
  const free: string[] = [];
  for (const { id, slots } of due) {
    const full = slots.find((slot) => (held.get(slot) ?? 0) >= limitOf(slot));
    if (full !== undefined) await client.query('UPDATE executor.job SET parked_on = $2 WHERE id = $1', [id, full]);
    else {
      free.push(id);
      for (const slot of slots) held.set(slot, (held.get(slot) ?? 0) + 1);
    }
  }
  return free;
}

/** Lets the longest-waiting job of each key compete again. Call last in the transaction that ended a job of the keys. */
export async function releaseSlots(client: PoolClient, slots: string[]): Promise<void> {
  await lockSlots(client, slots);
  for (const slot of slots) {
    await client.query(
      `UPDATE executor.job SET parked_on = NULL
       WHERE id = (SELECT id FROM executor.job WHERE parked_on = $1 ORDER BY run_at, id LIMIT 1)`,
      [slot],
    );
  }
}

/** Parked jobs whose key nobody holds any more: the job that should have woken them was cancelled. */
export async function wakeForgotten(pool: Pool): Promise<void> {
  await pool.query(
    `UPDATE executor.job AS parked SET parked_on = NULL WHERE parked_on IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM executor.job AS holder WHERE holder.claimed_by IS NOT NULL AND parked.parked_on = ANY(holder.slots))`,
  );
}

/** Takes the lock that shows this worker lives; false when somebody is just freeing the jobs it had. */
export async function takeLiveness(client: { query: PoolClient['query'] }, worker: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS taken', [
    LIVENESS,
    worker,
  ]);
  return rows[0]?.taken === true;
}

/** Frees what workers left behind that are gone: their session, and with it their lock, ended. */
export async function freeJobsOfTheDead(pool: Pool, self: number): Promise<number> {
  const { rows } = await pool.query<{ worker: number }>(
    'SELECT DISTINCT claimed_by AS worker FROM executor.job WHERE claimed_by IS NOT NULL AND claimed_by <> $1',
    [self],
  );
  let freed = 0;
  for (const { worker } of rows) freed += await freeJobsOf(pool, worker);
  return freed;
}

function freeJobsOf(pool: Pool, worker: number): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows: locks } = await client.query<{ dead: boolean }>('SELECT pg_try_advisory_xact_lock($1, $2) AS dead', [
      LIVENESS,
      worker,
    ]);
    return locks[0]?.dead ? unclaim(client, worker) : 0;
  });
}

/** Gives back every job of a worker, so that whoever comes next repeats it. */
export async function unclaim(client: PoolClient, worker: number): Promise<number> {
  const { rows } = await client.query<{ slots: string[] }>(
    'UPDATE executor.job SET claimed_by = NULL WHERE claimed_by = $1 RETURNING slots',
    [worker],
  );
  // One per freed job: each may have kept another one waiting.
  await releaseSlots(
    client,
    rows.flatMap(({ slots }) => slots),
  );
  return rows.length;
}

export async function nextWorkerId(client: { query: PoolClient['query'] }): Promise<number> {
  const { rows } = await client.query<{ id: number }>("SELECT nextval('executor.worker_id')::integer AS id");
  return rows[0]?.id ?? 0;
}

/** The claim as the SDK carries it through a request; results that come with another one are refused. */
export function claimToken({ id, claimedBy, claims }: Job): string {
  return `${id}:${claimedBy}:${claims}`;
}

/** Whether the claim still stands; locks the job's row when it does. Lock the run's row first. */
export async function holdsClaim(client: PoolClient, token: string): Promise<boolean> {
  const [id, worker, claims] = token.split(':').map(Number);
  if (![id, worker, claims].every(Number.isSafeInteger)) return false;
  const { rowCount } = await client.query(
    'SELECT 1 FROM executor.job WHERE id = $1 AND claimed_by = $2 AND claims = $3 FOR UPDATE',
    [id, worker, claims],
  );
  return rowCount === 1;
}
