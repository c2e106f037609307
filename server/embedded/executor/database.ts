import { Pool, type PoolClient } from 'pg';
import { env } from '@/lib/env';

/** Few, and its own: functions that keep the product's pool busy must not keep the executor from recording. */
const CONNECTIONS = 4;

// Next bundles route handlers and instrumentation apart; both must share one pool.
const shared = globalThis as typeof globalThis & { touchstoneExecutorPool?: Pool };

export function executorPool(): Pool {
  shared.touchstoneExecutorPool ??= createPool();
  return shared.touchstoneExecutorPool;
}

function createPool(): Pool {
  const { DATABASE_URL, DATABASE_LOCK_TIMEOUT_MS } = env();
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set: start the product with `npm start`, or set it.');
  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    lock_timeout: DATABASE_LOCK_TIMEOUT_MS,
    application_name: 'touchstone-executor',
    // Tests and scripts end without waiting for it.
    allowExitOnIdle: true,
  });
  // A connection that dies with the server must not take the process with it, idle or in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Whether the same statement may succeed later: the server is away, restarting or out of something, or chose a victim. */
export function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return true;
  return /^(08|40|53|55|57|58)/.test(code);
}
