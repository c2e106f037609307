import { tenantPool } from '@/server/db';
import { ServiceError } from '@/server/errors';

/** First word of the advisory locks on workspace clocks; the second is the workspace. */
const CLOCK_LOCK = 0x746f7563;

/**
 * Runs `work` while nobody else moves the workspace's clock. Throws conflict when somebody does. The lock lives in its
 * own connection, so that a process that dies lets go of it.
 */
export async function withClockLock<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result> {
  const client = await tenantPool(workspaceId).connect();
  try {
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock($1::int, hashtext($2)) AS held',
      [CLOCK_LOCK, workspaceId],
    );
    if (!rows[0]?.held) throw new ServiceError('conflict', 'The clock of this workspace is being moved already.');
    try {
      return await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1::int, hashtext($2))', [CLOCK_LOCK, workspaceId]);
    }
  } finally {
    client.release();
  }
}
