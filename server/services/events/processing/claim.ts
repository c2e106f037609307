import type { StoredEvent } from '@/domain/events/event';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { Prisma } from '../../../generated/prisma/client';

/** A stored event and whose it is. */
export type OwnedEvent = StoredEvent & { customerId: string };

/** Columns of a StoredEvent, from a table known as `e`. */
export const EVENT_COLUMNS = Prisma.sql`e.id::text AS id, e.message_id AS "messageId", e.type, e.name,
  e.user_id AS "userId", e.anonymous_id AS "anonymousId", e.occurred_at AS "occurredAt", e.properties, e.context,
  e.is_simulated AS "isSimulated", EXISTS (SELECT 1 FROM write_key k
    WHERE k.workspace_id = e.workspace_id AND k.id = e.key_id AND k.kind = 'browser') AS "isOfBrowser"`;

/** An event that nobody has processed, and when it came in. */
export type PendingEvent = StoredEvent & { receivedAt: Date };

/** The oldest events of the workspace that have not been processed yet. */
export function claimPending(tx: Db, ctx: ServiceContext, limit: number): Promise<PendingEvent[]> {
  return tx.$queryRaw<PendingEvent[]>`
    SELECT ${EVENT_COLUMNS}, e.received_at AS "receivedAt" FROM event_pending p
    JOIN event e ON e.id = p.event_id AND e.workspace_id = p.workspace_id
    WHERE p.workspace_id = ${ctx.workspaceId}::uuid ORDER BY p.event_id LIMIT ${limit}`;
}

/** Marks events as processed. */
export async function releasePending(tx: Db, ctx: ServiceContext, events: readonly StoredEvent[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM event_pending
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND event_id = ANY(${events.map((event) => event.id)}::bigint[])`;
}
