import {
  type Drift,
  driftOf,
  isComparable,
  type PropertySeen,
  type Quality,
  qualityOf,
  type SourceFacts,
} from '@/domain/events/quality';
import { authorise, type ServiceContext } from '../../../context';

/** The source of what came in without a key: generated, or sent in again by hand. */
const NO_KEY = '00000000-0000-0000-0000-000000000000';
/** Properties that are compared at most, the most frequent events first. */
const MAX_PROPERTIES = 5_000;

export type SourceQuality = Quality & {
  keyId: string;
  /** Name of its write key; null for what came in without one. */
  name: string | null;
  lastReceivedAt: Date | null;
  facts: SourceFacts;
};

type Row = Omit<SourceFacts, 'drifts' | 'compared' | 'sameWeekdays'> & {
  keyId: string;
  name: string | null;
  lastReceivedAt: Date | null;
  sameWeekdays: number[] | null;
};

/**
 * Every source that has sent anything in the last seven days or may still send, with what was counted of it and the
 * score that follows (domain/events/quality.ts). By real time, whatever the workspace's clock says.
 */
export async function readQuality(ctx: ServiceContext): Promise<SourceQuality[]> {
  authorise(ctx, 'events.read');
  const [rows, properties] = [await sources(ctx), await comparedProperties(ctx)];
  return rows.map(({ keyId, name, lastReceivedAt, sameWeekdays, ...counts }) => {
    const own = properties.filter((property) => property.keyId === keyId);
    const drifts = own.flatMap(({ name: event, property, before, now }): Drift[] => {
      const drift = driftOf(before, now);
      return drift ? [{ name: event, property, ...drift }] : [];
    });
    const compared = own.filter(({ before, now }) => isComparable(before, now)).length;
    const facts = { ...counts, sameWeekdays: sameWeekdays ?? [], compared, drifts };
    return { keyId, name, lastReceivedAt, facts, ...qualityOf(facts) };
  });
}

function sources(ctx: ServiceContext): Promise<Row[]> {
  const { workspaceId } = ctx;
  return ctx.db.$queryRaw<Row[]>`
    WITH today AS (SELECT (now() AT TIME ZONE 'UTC')::date AS day),
    source AS (
      SELECT id AS key_id, name, revoked_at IS NOT NULL OR coalesce(works_until < now(), false) AS is_ended
      FROM write_key WHERE workspace_id = ${workspaceId}::uuid
      UNION ALL SELECT ${NO_KEY}::uuid, NULL, true
    ), week AS (
      SELECT d.key_id, sum(d.events) AS events, sum(d.late) AS late, sum(d.duplicates) AS duplicates,
        count(*) FILTER (WHERE d.events > 0 AND d.day < today.day) AS active_days
      FROM source_day d, today WHERE d.workspace_id = ${workspaceId}::uuid AND d.day >= today.day - 7 GROUP BY 1
    ), letters AS (
      SELECT coalesce(key_id, ${NO_KEY}::uuid) AS key_id, count(*) FILTER (WHERE source = 'api') AS rejected,
        count(*) FILTER (WHERE source = 'processing') AS unusable
      FROM dead_letter WHERE workspace_id = ${workspaceId}::uuid AND received_at >= now() - interval '7 days' GROUP BY 1
    ), filled AS (
      SELECT p.key_id, sum(p.present) AS values, sum(p.nulls) AS nulls FROM source_property p, today
      WHERE p.workspace_id = ${workspaceId}::uuid AND p.day >= today.day - 7 AND p.property <> '' GROUP BY 1
    )
    SELECT s.key_id AS "keyId", s.name, s.is_ended AS "isEnded", last.at AS "lastReceivedAt",
      (extract(epoch FROM now() - last.at) / 3600)::float8 AS "hoursSinceLast",
      coalesce(w.active_days, 0)::int AS "activeDays", coalesce(w.events, 0)::int AS events,
      coalesce(w.late, 0)::int AS late, coalesce(w.duplicates, 0)::int AS duplicates,
      coalesce(l.rejected, 0)::int AS rejected, coalesce(l.unusable, 0)::int AS unusable,
      coalesce(f.values, 0)::int AS values, coalesce(f.nulls, 0)::int AS nulls,
      coalesce((SELECT d.events FROM source_day d, today WHERE d.workspace_id = ${workspaceId}::uuid
        AND d.key_id = s.key_id AND d.day = today.day - 1), 0)::int AS "lastDay",
      (SELECT array_agg(d.events::int) FROM source_day d, today WHERE d.workspace_id = ${workspaceId}::uuid
        AND d.key_id = s.key_id AND d.day IN (today.day - 8, today.day - 15, today.day - 22, today.day - 29))
        AS "sameWeekdays"
    FROM source s
    LEFT JOIN week w ON w.key_id = s.key_id LEFT JOIN letters l ON l.key_id = s.key_id
    LEFT JOIN filled f ON f.key_id = s.key_id
    LEFT JOIN LATERAL (SELECT max(d.last_received_at) AS at FROM source_day d
      WHERE d.workspace_id = ${workspaceId}::uuid AND d.key_id = s.key_id) last ON true
    WHERE w.events > 0 OR l.rejected > 0 OR NOT s.is_ended
    ORDER BY coalesce(w.events, 0) DESC, s.name NULLS LAST`;
}

type Compared = { keyId: string; name: string; property: string; before: PropertySeen; now: PropertySeen };

type PropertyRow = { keyId: string; name: string; property: string } & Record<
  'eventsBefore' | 'eventsNow' | 'presentBefore' | 'presentNow',
  number
> & { typesBefore: PropertySeen['types']; typesNow: PropertySeen['types'] };

/** Each property as it was in the three weeks before the last two days, and as it is in those. */
async function comparedProperties(ctx: ServiceContext): Promise<Compared[]> {
  const rows = await ctx.db.$queryRaw<PropertyRow[]>`
    WITH seen AS (
      SELECT key_id, name, property, day >= (now() AT TIME ZONE 'UTC')::date - 1 AS is_now, sum(present)::int AS present,
        json_build_object('string', sum(strings), 'number', sum(numbers), 'boolean', sum(booleans), 'object', sum(objects))
          AS types
      FROM source_property WHERE workspace_id = ${ctx.workspaceId}::uuid
        AND day >= (now() AT TIME ZONE 'UTC')::date - 22 GROUP BY 1, 2, 3, 4
    ), named AS (
      SELECT key_id, name, coalesce(sum(present) FILTER (WHERE is_now), 0)::int AS now,
        coalesce(sum(present) FILTER (WHERE NOT is_now), 0)::int AS before
      FROM seen WHERE property = '' GROUP BY 1, 2
    ), pair AS (SELECT DISTINCT key_id, name, property FROM seen WHERE property <> '')
    SELECT p.key_id AS "keyId", p.name, p.property, n.before AS "eventsBefore", n.now AS "eventsNow",
      coalesce(b.present, 0) AS "presentBefore", coalesce(s.present, 0) AS "presentNow",
      coalesce(b.types, '{"string":0,"number":0,"boolean":0,"object":0}'::json) AS "typesBefore",
      coalesce(s.types, '{"string":0,"number":0,"boolean":0,"object":0}'::json) AS "typesNow"
    FROM pair p JOIN named n USING (key_id, name)
    LEFT JOIN seen b ON b.key_id = p.key_id AND b.name = p.name AND b.property = p.property AND NOT b.is_now
    LEFT JOIN seen s ON s.key_id = p.key_id AND s.name = p.name AND s.property = p.property AND s.is_now
    ORDER BY n.before + n.now DESC, p.name, p.property LIMIT ${MAX_PROPERTIES}`;
  return rows.map(({ keyId, name, property, ...row }) => ({
    keyId,
    name,
    property,
    before: { events: row.eventsBefore, present: row.presentBefore, types: row.typesBefore },
    now: { events: row.eventsNow, present: row.presentNow, types: row.typesNow },
  }));
}
