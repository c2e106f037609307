import type { Pool } from 'pg';

/**
 * Seconds that the oldest piece of work has been waiting which could go on at once: an event that no function was
 * given yet, or a due step of a run that nobody has taken. Null when nothing waits. Work behind a concurrency limit
 * waits for others on purpose, and does not count.
 */
export async function oldestWaitingSeconds(pool: Pick<Pool, 'query'>): Promise<number | null> {
  const { rows } = await pool.query<{ seconds: number | null }>(`
    SELECT extract(epoch FROM now() - least(
      (SELECT min(run_at) FROM executor.job WHERE claimed_by IS NULL AND parked_on IS NULL AND run_at <= now()),
      (SELECT received_at FROM executor.event WHERE NOT routed ORDER BY seq LIMIT 1)
    ))::float8 AS seconds`);
  return rows[0]?.seconds ?? null;
}
