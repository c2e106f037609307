import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';

/** Which letters are meant; all where nothing is said. */
export const DeadLetterFilter = z.object({
  code: z.string().max(64).optional(),
  field: z.string().max(300).optional(),
  /** api: refused at the door. processing: accepted, but nothing could be made of it. */
  source: z.enum(['api', 'processing']).optional(),
});
export const DeadLetterListInput = DeadLetterFilter.extend({
  state: z.enum(['open', 'replayed', 'discarded']).default('open'),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});

export type DeadLetterItem = {
  id: string;
  receivedAt: Date;
  source: string;
  code: string;
  field: string | null;
  reason: string;
  raw: string;
  resolvedAt: Date | null;
  /** replayed | discarded, null while it is open. */
  resolution: string | null;
  resolutionNote: string | null;
};

/** Events that could not be used, the last first, with what is wrong with each. */
export async function listDeadLetters(
  ctx: ServiceContext,
  input: z.input<typeof DeadLetterListInput>,
): Promise<Page<DeadLetterItem>> {
  authorise(ctx, 'events.read');
  const { state, limit, cursor, ...filter } = DeadLetterListInput.parse(input);
  const from = cursor ? readCursor(MomentKey, cursor) : null;
  const beyond = from
    ? Prisma.sql`AND (received_at, id) < (${new Date(from.at)}::timestamptz, ${from.id}::uuid)`
    : Prisma.empty;
  const rows = await ctx.db.$queryRaw<DeadLetterItem[]>`
    SELECT id, received_at AS "receivedAt", source, code, field, reason, raw, resolved_at AS "resolvedAt", resolution,
      resolution_note AS "resolutionNote"
    FROM dead_letter WHERE workspace_id = ${ctx.workspaceId}::uuid AND ${inState(state)} AND ${fitting(filter)} ${beyond}
    ORDER BY received_at DESC, id DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, (row) => writeCursor({ at: row.receivedAt.toISOString(), id: row.id }));
}

/** Open letters of one kind of problem. */
export type DeadLetterGroup = { code: string; field: string | null; source: string; count: number; lastAt: Date };

const MAX_GROUPS = 50;

/** What is wrong with the open letters, the most frequent first, 50 kinds at most. */
export async function deadLetterGroups(ctx: ServiceContext): Promise<DeadLetterGroup[]> {
  authorise(ctx, 'events.read');
  return ctx.db.$queryRaw<DeadLetterGroup[]>`
    SELECT code, field, source, count(*)::int AS count, max(received_at) AS "lastAt" FROM dead_letter
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND resolved_at IS NULL
    GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2 LIMIT ${MAX_GROUPS}`;
}

/** Condition for open letters: these, or those a filter leaves after a given one. */
export function openLetters(
  ctx: ServiceContext,
  { ids, filter, after }: { ids?: string[]; filter?: z.output<typeof DeadLetterFilter>; after?: string | null },
): Prisma.Sql {
  const named = ids ? Prisma.sql`AND id = ANY(${ids}::uuid[])` : Prisma.empty;
  const beyond = after ? Prisma.sql`AND id > ${after}::uuid` : Prisma.empty;
  return Prisma.sql`workspace_id = ${ctx.workspaceId}::uuid AND resolved_at IS NULL AND ${fitting(filter ?? {})} ${named} ${beyond}`;
}

function inState(state: 'open' | 'replayed' | 'discarded'): Prisma.Sql {
  if (state === 'open') return Prisma.sql`resolved_at IS NULL`;
  // Those resolved before a resolution was written down were all replayed.
  return Prisma.sql`resolved_at IS NOT NULL AND coalesce(resolution, 'replayed') = ${state}`;
}

function fitting({ code, field, source }: z.output<typeof DeadLetterFilter>): Prisma.Sql {
  const conditions = [
    ...(code === undefined ? [] : [Prisma.sql`code = ${code}`]),
    ...(field === undefined ? [] : [Prisma.sql`field = ${field}`]),
    ...(source === undefined ? [] : [Prisma.sql`source = ${source}`]),
  ];
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}
