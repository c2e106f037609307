import { z } from 'zod';
import { CHOICE_FIELDS } from '@/domain/segments/fields';
import { after, DAY } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { CHOICES } from './compile-rule';
import { isOutOfTime, withinTime } from './within-time';

const SHOWN = 30;
/** Values are looked for in the latest rows: what nobody has sent for so long is typed by hand. */
const LATEST = 20_000;
const PATIENCE_MS = 1_500;

const Choice = z.enum(Object.keys(CHOICE_FIELDS) as [keyof typeof CHOICE_FIELDS, ...(keyof typeof CHOICE_FIELDS)[]]);

/** What is being chosen: a value of a customer, or a name in the shop's own data. */
export const SegmentValuesInput = z.object({
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('choice'), field: Choice }),
    z.object({ kind: z.literal('trait') }),
    z.object({ kind: z.literal('trait_value'), key: z.string().max(255) }),
    z.object({ kind: z.literal('event') }),
    z.object({ kind: z.literal('property'), event: z.string().max(255) }),
    z.object({ kind: z.literal('property_value'), event: z.string().max(255), property: z.string().max(255) }),
    z.object({ kind: z.literal('sku') }),
    z.object({ kind: z.literal('category') }),
  ]),
  /** Part of it, as typed so far. */
  search: z.string().max(100).default(''),
});
/** What can be completed. */
export type SegmentValuesOf = z.output<typeof SegmentValuesInput>['of'];

export type SegmentValue = { value: string; label: string | null };

/**
 * Values the builder can complete, out of the workspace's own rows, the most frequent first; none where looking takes too
 * long, and any other can be typed. Right: segments.read.
 */
export async function segmentValues(
  ctx: ServiceContext,
  input: z.input<typeof SegmentValuesInput>,
): Promise<SegmentValue[]> {
  authorise(ctx, 'segments.read');
  const { of, search } = SegmentValuesInput.parse(input);
  const part = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
  try {
    return await withinTime(
      ctx,
      PATIENCE_MS,
      (tx) => tx.$queryRaw<SegmentValue[]>`
        SELECT value, max(label) AS label FROM (${rowsOf(ctx, of)}) AS found
        WHERE value <> '' AND length(value) <= 255 AND (value ILIKE ${part} OR label ILIKE ${part})
        GROUP BY value ORDER BY count(*) DESC, value LIMIT ${SHOWN}`,
    );
  } catch (problem) {
    if (isOutOfTime(problem)) return [];
    throw problem;
  }
}

function rowsOf(ctx: ServiceContext, of: SegmentValuesOf): Prisma.Sql {
  const customers = Prisma.sql`customer c WHERE c.workspace_id = ${ctx.workspaceId}::uuid
    ORDER BY c.last_seen_at DESC LIMIT ${LATEST}`;
  const none = Prisma.sql`NULL::text AS label`;
  switch (of.kind) {
    case 'choice':
      return Prisma.sql`SELECT ${CHOICES[of.field]}::text AS value, ${none} FROM ${customers}`;
    case 'trait':
      return Prisma.sql`SELECT key AS value, ${none}
        FROM (SELECT c.traits FROM ${customers}) AS latest, jsonb_object_keys(latest.traits) AS key`;
    case 'trait_value':
      return Prisma.sql`SELECT c.traits ->> ${of.key}::text AS value, ${none} FROM ${customers}`;
    case 'event':
      return Prisma.sql`SELECT name AS value, ${none} FROM (SELECT e.name FROM event e
        WHERE e.workspace_id = ${ctx.workspaceId}::uuid ORDER BY e.id DESC LIMIT ${LATEST}) AS latest`;
    case 'property':
      return Prisma.sql`SELECT key AS value, ${none}
        FROM (${latestOf(ctx, of.event)}) AS latest, jsonb_object_keys(latest.properties) AS key`;
    case 'property_value':
      return Prisma.sql`SELECT properties ->> ${of.property}::text AS value, ${none}
        FROM (${latestOf(ctx, of.event)}) AS latest`;
    case 'sku':
      return Prisma.sql`SELECT p.sku AS value, p.name AS label FROM product p
        WHERE p.workspace_id = ${ctx.workspaceId}::uuid`;
    case 'category':
      return Prisma.sql`SELECT p.category AS value, ${none} FROM product p
        WHERE p.workspace_id = ${ctx.workspaceId}::uuid`;
  }
}

/** Events of a name in the last 30 days. */
function latestOf(ctx: ServiceContext, name: string): Prisma.Sql {
  return Prisma.sql`SELECT e.properties FROM event e WHERE e.workspace_id = ${ctx.workspaceId}::uuid
    AND e.name = ${name} AND e.occurred_at >= ${after(ctx.now, -30 * DAY)}::timestamptz
    AND jsonb_typeof(e.properties) = 'object' LIMIT 2000`;
}
