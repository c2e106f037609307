import { v7 } from 'uuid';
import {
  type AnonymousOwner,
  type KnownIdentities,
  type Resolution,
  resolveIdentities,
} from '@/domain/customers/identity';
import { textOf } from '@/domain/events/commerce';
import type { StoredEvent } from '@/domain/events/event';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { adopt } from './adopt';

/** Cart and order ids of events that changed hands: what stands on them must be folded again. */
export type MovedKeys = { cartIds: Set<string>; orderIds: Set<string> };

/** Finds or makes the customer of each event, and writes down who is who. */
export async function identify(
  tx: Db,
  ctx: ServiceContext,
  events: readonly StoredEvent[],
): Promise<{ resolution: Resolution; moved: MovedKeys }> {
  const resolution = resolveIdentities(events, await loadKnown(tx, ctx, events), v7);
  await saveOwners(tx, ctx, resolution);
  await saveIdentities(tx, ctx, resolution);
  const moved = await handOver(tx, ctx, resolution);
  await adopt(tx, ctx, resolution.adopted);
  return { resolution, moved };
}

async function loadKnown(tx: Db, ctx: ServiceContext, events: readonly StoredEvent[]): Promise<KnownIdentities> {
  const userIds = new Set(events.flatMap((event) => event.userId ?? []));
  const anonymousIds = new Set(
    events
      .flatMap((event) => [event.anonymousId, textOf(event.properties.previousId, 255)])
      .filter((id) => id !== null),
  );
  const external = await tx.$queryRaw<{ externalId: string; id: string }[]>`
    SELECT value AS "externalId", customer_id AS id FROM customer_identity
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND kind = 'external' AND value = ANY(${[...userIds]}::text[])
    UNION
    SELECT external_id, id FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND external_id = ANY(${[...userIds]}::text[])`;
  const anonymous = await tx.$queryRaw<(AnonymousOwner & { anonymousId: string })[]>`
    SELECT i.value AS "anonymousId", i.customer_id AS "customerId", c.external_id AS "externalId", i.linked_at AS "linkedAt"
    FROM customer_identity i JOIN customer c ON c.workspace_id = i.workspace_id AND c.id = i.customer_id
    WHERE i.workspace_id = ${ctx.workspaceId}::uuid AND i.kind = 'anonymous' AND i.value = ANY(${[...anonymousIds]}::text[])`;
  return {
    external: new Map(external.map((row) => [row.externalId, row.id])),
    anonymous: new Map(anonymous.map(({ anonymousId, ...owner }) => [anonymousId, owner])),
  };
}

async function saveOwners(tx: Db, ctx: ServiceContext, { customerOf }: Resolution): Promise<void> {
  await tx.$executeRaw`
    UPDATE event SET customer_id = owner.customer_id
    FROM unnest(${[...customerOf.keys()]}::bigint[], ${[...customerOf.values()]}::uuid[]) AS owner(event_id, customer_id)
    WHERE event.id = owner.event_id AND event.workspace_id = ${ctx.workspaceId}::uuid
      AND event.customer_id IS DISTINCT FROM owner.customer_id`;
}

async function saveIdentities(tx: Db, ctx: ServiceContext, resolution: Resolution): Promise<void> {
  const known = resolution.created.flatMap(({ customerId, externalId }) =>
    externalId === null ? [] : [{ kind: 'external', value: externalId, customer_id: customerId, linked_at: ctx.now }],
  );
  const visitors = [...resolution.anonymous].map(([value, owner]) => ({
    kind: 'anonymous',
    value,
    customer_id: owner.customerId,
    linked_at: owner.linkedAt,
  }));
  const rows = [...known, ...visitors];
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO customer_identity (workspace_id, kind, value, customer_id, linked_at)
    SELECT ${ctx.workspaceId}::uuid, kind, value, customer_id, linked_at FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS row(kind text, value text, customer_id uuid, linked_at timestamptz)
    ON CONFLICT (workspace_id, kind, value)
    DO UPDATE SET customer_id = excluded.customer_id, linked_at = excluded.linked_at,
      home_id = CASE WHEN customer_identity.customer_id = excluded.customer_id THEN customer_identity.home_id END`;
}

/** Gives the events of a shared device to the customer who was there first. */
async function handOver(tx: Db, ctx: ServiceContext, { adopted, moved }: Resolution): Promise<MovedKeys> {
  const changes = [...adopted, ...moved];
  const keys: MovedKeys = { cartIds: new Set(), orderIds: new Set() };
  if (changes.length === 0) return keys;
  const rows = await tx.$queryRaw<{ cartId: string | null; orderId: string | null }[]>`
    UPDATE event SET customer_id = change.customer_id
    FROM unnest(${changes.map((change) => change.anonymousId)}::text[], ${changes.map((change) => change.to)}::uuid[])
      AS change(anonymous_id, customer_id)
    WHERE event.workspace_id = ${ctx.workspaceId}::uuid AND event.anonymous_id = change.anonymous_id
      AND event.user_id IS NULL AND event.customer_id IS NOT NULL
    RETURNING event.cart_id AS "cartId", event.order_id AS "orderId"`;
  for (const { cartId, orderId } of rows) {
    if (cartId) keys.cartIds.add(cartId);
    if (orderId) keys.orderIds.add(orderId);
  }
  return keys;
}
