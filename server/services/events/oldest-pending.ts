import { systemPool } from '../../system-db';

/**
 * Seconds since the oldest event was received, in any workspace, that customers, carts and orders do not know of yet.
 * Null when all is done.
 */
export async function oldestPendingSeconds(): Promise<number | null> {
  const { rows } = await systemPool().query<{ seconds: number }>(`
    SELECT extract(epoch FROM now() - e.received_at)::float8 AS seconds
    FROM event_pending p JOIN event e ON e.id = p.event_id
    ORDER BY p.event_id LIMIT 1`);
  return rows[0]?.seconds ?? null;
}
