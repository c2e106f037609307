import type { Db } from '../../db';

/**
 * Stops of a workspace are pulled and ended one at a time, until commit: without it a stop that is pulled while another
 * person resumes would find the one that is about to end, and none would stand.
 */
export async function lockStops(tx: Db, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`kill-switch:${workspaceId}`}, 0))`;
}
