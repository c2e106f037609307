import { ASSUMED_SENT } from '@/domain/delivery/silence';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Waits no longer for word of messages whose day is over, in the caller's transaction: what was accepted counts as
 * delivered when it was, what is unknown as sent. Word that comes later still counts.
 */
export async function closeSilent(tx: Db, { workspaceId, now }: ServiceContext): Promise<void> {
  await tx.$executeRaw`
    UPDATE message SET lease_until = NULL, failure_code = ${ASSUMED_SENT.code}, failure_reason = ${ASSUMED_SENT.reason}
    WHERE workspace_id = ${workspaceId}::uuid AND status = 'unknown' AND lease_until < ${now}`;
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE message SET status = 'delivered', delivered_at = accepted_at, lease_until = NULL
      WHERE workspace_id = ${workspaceId}::uuid AND status = 'accepted' AND lease_until < ${now}
      RETURNING customer_id
    ), people AS (
      SELECT c.id, touched.count FROM customer c
      JOIN (SELECT customer_id, count(*)::int AS count FROM closed GROUP BY customer_id) touched
        ON touched.customer_id = c.id
      WHERE c.workspace_id = ${workspaceId}::uuid ORDER BY c.id FOR UPDATE OF c
    )
    UPDATE customer c SET delivered_touches = c.delivered_touches + people.count
    FROM people WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = people.id`;
}
