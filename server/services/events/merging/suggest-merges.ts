import { textOf } from '@/domain/events/commerce';
import type { StoredEvent } from '@/domain/events/event';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';

/**
 * Writes down, in the transaction that processes events, which customers may be one person: those who now share an
 * e-mail address or a telephone number, and those an alias call names as one. Nobody is merged by it: a person judges.
 * A pair is suggested once, whatever becomes of it.
 */
export async function suggestMerges(
  tx: Db,
  ctx: ServiceContext,
  { events, customerIds }: { events: readonly StoredEvent[]; customerIds: readonly string[] },
): Promise<void> {
  const { workspaceId, now } = ctx;
  if (customerIds.length > 0) {
    await tx.$executeRaw`
      INSERT INTO merge_suggestion (workspace_id, id, one_id, other_id, reason, suggested_at)
      SELECT ${workspaceId}::uuid, gen_random_uuid(), least(c.id, o.id), greatest(c.id, o.id),
        CASE WHEN c.email = o.email THEN 'email' ELSE 'phone' END, ${now}
      FROM customer c
      JOIN LATERAL (
        SELECT s.id, s.email FROM customer s
        WHERE s.workspace_id = c.workspace_id AND s.email = c.email AND s.id <> c.id
        UNION
        SELECT s.id, s.email FROM customer s
        WHERE s.workspace_id = c.workspace_id AND s.phone = c.phone AND s.id <> c.id
        LIMIT ${MAX_TWINS}
      ) o ON true
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = ANY(${customerIds}::uuid[])
        AND (c.email IS NOT NULL OR c.phone IS NOT NULL)
      ON CONFLICT (workspace_id, one_id, other_id) DO NOTHING`;
  }
  const aliases = events.flatMap(({ type, userId, properties }) => {
    const previousId = type === 'alias' ? textOf(properties.previousId, MAX_ID) : null;
    return userId && previousId && previousId !== userId ? [{ userId, previousId }] : [];
  });
  if (aliases.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO merge_suggestion (workspace_id, id, one_id, other_id, reason, suggested_at)
    SELECT DISTINCT ${workspaceId}::uuid, gen_random_uuid(), least(a.customer_id, b.customer_id),
      greatest(a.customer_id, b.customer_id), 'alias', ${now}::timestamptz
    FROM unnest(${aliases.map((one) => one.userId)}::text[], ${aliases.map((one) => one.previousId)}::text[])
      AS alias(user_id, previous_id)
    JOIN customer_identity a ON a.workspace_id = ${workspaceId}::uuid AND a.kind = 'external' AND a.value = alias.user_id
    JOIN customer_identity b ON b.workspace_id = ${workspaceId}::uuid AND b.kind = 'external' AND b.value = alias.previous_id
    WHERE a.customer_id <> b.customer_id
    ON CONFLICT (workspace_id, one_id, other_id) DO NOTHING`;
}

const MAX_ID = 255;
/** An address that very many share (a shop's own) suggests so many pairs a customer, not all of them. */
const MAX_TWINS = 5;
