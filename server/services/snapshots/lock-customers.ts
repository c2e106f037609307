import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

const LOCK = `
  SELECT pg_advisory_xact_lock(hashtextextended(key, 0))
  FROM unnest($1::text[]) WITH ORDINALITY AS wanted(key, position) ORDER BY position`;

/**
 * Until commit nobody else decides for these customers: what a customer is given (a code, a place in their week) is
 * given once. Take it before reading their snapshots: what is asked of the transaction from here on, even at once, sees
 * what the one before left. Always in the same order, so that two batches never wait for each other.
 */
export async function lockCustomers(tx: Db, ctx: ServiceContext, customerIds: readonly string[]): Promise<void> {
  const keys = [...new Set(customerIds)].sort().map((id) => `decide:${ctx.workspaceId}:${id}`);
  if (keys.length === 0) return;
  // Not by Prisma, which would send it later than what is asked after it.
  await plainSql(tx).query({ name: 'lock-customers', text: LOCK, values: [keys] });
}
