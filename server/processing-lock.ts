import type { ServiceContext } from './context';
import type { Db } from './db';

/** First half of the advisory lock's key; the second is the workspace. */
const LOCK_CLASS = 7101;

/** Whether this transaction may process the workspace's events; nobody else may until it ends. */
export async function tryProcessingLock(tx: Db, ctx: Pick<ServiceContext, 'workspaceId'>): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${LOCK_CLASS}::int, hashtext(${ctx.workspaceId})) AS locked`;
  return row?.locked ?? false;
}

/** Waits until nobody processes the workspace's events, and lets nobody begin until this transaction ends. */
export async function holdProcessing(tx: Db, ctx: Pick<ServiceContext, 'workspaceId'>): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK_CLASS}::int, hashtext(${ctx.workspaceId}))::text`;
}
