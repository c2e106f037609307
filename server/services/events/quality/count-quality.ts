import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { inTransaction } from '../../../in-transaction';

/** Events of one turn: what bounds memory and the time a turn takes. */
const SLICE = 5_000;
/** Rows of concurrent requests may become visible in another order than their ids: the last ones are left to the next turn. */
const SETTLED_SECONDS = 30;
/** Of the names a shop gives its properties and events, what is longer is cut. */
const NAME = 100;
const KEPT_DAYS = 40;

/**
 * Counts events that have come in since the last turn, by source and day, with the types of their properties: each event
 * once, whoever runs it how often. Returns how many it counted; a full turn means that there is more.
 */
export async function countQuality(ctx: ServiceContext): Promise<{ counted: number; isFull: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const cursor = await lockCursor(tx, ctx);
    const { workspaceId } = ctx;
    const [slice] = await tx.$queryRaw<{ last: string | null; counted: number }[]>`
      WITH recent AS MATERIALIZED (
        SELECT id, received_at FROM event WHERE workspace_id = ${workspaceId}::uuid AND id > ${cursor}::bigint
        ORDER BY id LIMIT ${SLICE}
      ), unsettled AS (
        SELECT min(id) AS id FROM recent WHERE received_at >= now() - ${SETTLED_SECONDS} * interval '1 second'
      )
      SELECT max(recent.id)::text AS last, count(*)::int AS counted FROM recent, unsettled
      WHERE unsettled.id IS NULL OR recent.id < unsettled.id`;
    if (!slice?.last) return { counted: 0, isFull: false };
    await countDays(tx, ctx, cursor, slice.last);
    await countProperties(tx, ctx, cursor, slice.last);
    await tx.$executeRaw`
      UPDATE quality_cursor SET event_id = ${slice.last}::bigint WHERE workspace_id = ${workspaceId}::uuid`;
    return { counted: slice.counted, isFull: slice.counted === SLICE };
  });
}

/** Forgets what is too old to be compared with. */
export async function forgetOldQuality(ctx: ServiceContext): Promise<void> {
  await ctx.db.$executeRaw`
    DELETE FROM source_property WHERE workspace_id = ${ctx.workspaceId}::uuid AND day < current_date - ${KEPT_DAYS}::int`;
  await ctx.db.$executeRaw`
    DELETE FROM source_day WHERE workspace_id = ${ctx.workspaceId}::uuid AND day < current_date - ${KEPT_DAYS}::int`;
}

async function lockCursor(tx: Db, ctx: ServiceContext): Promise<string> {
  await tx.$executeRaw`
    INSERT INTO quality_cursor (workspace_id, event_id) VALUES (${ctx.workspaceId}::uuid, 0) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<{ eventId: string }[]>`
    SELECT event_id::text AS "eventId" FROM quality_cursor WHERE workspace_id = ${ctx.workspaceId}::uuid FOR UPDATE`;
  return row?.eventId ?? '0';
}

async function countDays(tx: Db, ctx: ServiceContext, after: string, last: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO source_day (workspace_id, key_id, day, events, late, last_received_at)
    SELECT workspace_id, coalesce(key_id, '00000000-0000-0000-0000-000000000000'), (received_at AT TIME ZONE 'UTC')::date,
      count(*), count(*) FILTER (WHERE received_at - occurred_at > interval '1 day'), max(received_at)
    FROM event WHERE workspace_id = ${ctx.workspaceId}::uuid AND id > ${after}::bigint AND id <= ${last}::bigint
    GROUP BY 1, 2, 3
    ON CONFLICT (workspace_id, key_id, day) DO UPDATE SET events = source_day.events + excluded.events,
      late = source_day.late + excluded.late,
      last_received_at = greatest(source_day.last_received_at, excluded.last_received_at)`;
}

/** The row of no property ('') says how many events of the name there were. */
async function countProperties(tx: Db, ctx: ServiceContext, after: string, last: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO source_property (workspace_id, key_id, name, property, day, present, nulls, strings, numbers, booleans, objects)
    SELECT e.workspace_id, coalesce(e.key_id, '00000000-0000-0000-0000-000000000000'),
      left(CASE WHEN e.type = 'track' THEN e.name ELSE e.type END, ${NAME}::int), left(p.key, ${NAME}::int),
      (e.received_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE p.type = 'null'),
      count(*) FILTER (WHERE p.type = 'string'), count(*) FILTER (WHERE p.type = 'number'),
      count(*) FILTER (WHERE p.type = 'boolean'), count(*) FILTER (WHERE p.type IN ('object', 'array'))
    FROM event e CROSS JOIN LATERAL (
      SELECT '' AS key, NULL AS type
      UNION ALL
      SELECT key, jsonb_typeof(value) FROM jsonb_each(e.properties)
    ) AS p
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.id > ${after}::bigint AND e.id <= ${last}::bigint
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (workspace_id, key_id, name, property, day) DO UPDATE SET
      present = source_property.present + excluded.present, nulls = source_property.nulls + excluded.nulls,
      strings = source_property.strings + excluded.strings, numbers = source_property.numbers + excluded.numbers,
      booleans = source_property.booleans + excluded.booleans, objects = source_property.objects + excluded.objects`;
}
