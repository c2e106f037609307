import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Until commit nobody else decides for these customers: what a customer is given (a code, a place in their week) is
 * given once. Take it before reading their snapshots; always in the same order, so that two batches never wait for
 * each other.
 */
export async function lockCustomers(tx: Db, ctx: ServiceContext, customerIds: readonly string[]): Promise<void> {
  const keys = [...new Set(customerIds)].sort().map((id) => `decide:${ctx.workspaceId}:${id}`);
  if (keys.length === 0) return;
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(key, 0))
    FROM unnest(${keys}::text[]) WITH ORDINALITY AS wanted(key, position) ORDER BY position`;
}
