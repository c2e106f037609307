import { ruleInWords, type WordsFacts } from '@/domain/segments/rule-words';
import { DAY } from '@/domain/shared/time';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { Segment } from '../../generated/prisma/client';
import { memberNames } from '../policies';
import { findSegment, ruleOf } from './claim-segment';
import { customerBase } from './count-rule';
import type { SegmentDay, SegmentDetail, SegmentListItem, SegmentUse } from './types';
import { usesOfSegments } from './used-in';

const LIST_DAYS = 30;
const DETAIL_DAYS = 90;

type Surroundings = {
  facts: WordsFacts;
  base: number;
  uses: ReadonlyMap<string, SegmentUse[]>;
  days: ReadonlyMap<string, SegmentDay[]>;
};

/** Every segment of the workspace by name, archived ones among them, with its size and what uses it. Right: segments.read. */
export async function listSegments(ctx: ServiceContext): Promise<SegmentListItem[]> {
  authorise(ctx, 'segments.read');
  const rows = await ctx.db.segment.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { name: 'asc' } });
  const around = await surroundings(ctx, rows, LIST_DAYS);
  return rows.map((row) => itemOf(row, around));
}

/** One segment, whole. Throws forbidden, and not_found. */
export async function getSegment(ctx: ServiceContext, input: { segmentId: string }): Promise<SegmentDetail> {
  authorise(ctx, 'segments.read');
  const row = await findSegment(ctx.db, ctx, input.segmentId);
  const around = await surroundings(ctx, [row], DETAIL_DAYS);
  const days = around.days.get(row.id) ?? [];
  const versions = await ctx.db.segmentVersion.findMany({
    where: { workspaceId: ctx.workspaceId, segmentId: row.id },
    orderBy: { revision: 'desc' },
    take: 20,
  });
  const names = await memberNames(ctx, [row.authorId, ...versions.map(({ changedById }) => changedById)]);
  return {
    ...itemOf(row, around),
    sizes: days.slice(-LIST_DAYS).map(({ members }) => members),
    rule: ruleOf(row),
    author: names.get(row.authorId ?? '') ?? null,
    createdAt: row.createdAt,
    canEdit: actorMay(ctx, 'segments.edit') && !row.isArchived,
    days,
    versions: versions.map(({ revision, name, changedById, changedAt, ...version }) => ({
      revision,
      name,
      words: ruleInWords(ruleOf(version), around.facts),
      changedBy: names.get(changedById ?? '') ?? null,
      changedAt,
    })),
  };
}

/** What words need of the workspace: its currency, and the names of all its segments. */
export async function wordsFacts(ctx: ServiceContext): Promise<WordsFacts> {
  const rows = await ctx.db.segment.findMany({
    where: { workspaceId: ctx.workspaceId },
    select: { id: true, name: true },
  });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return { currency: ctx.workspace.currency, segmentName: (id) => names.get(id) ?? null };
}

async function surroundings(ctx: ServiceContext, rows: readonly Segment[], days: number): Promise<Surroundings> {
  const [facts, base, uses, sizes] = await Promise.all([
    wordsFacts(ctx),
    customerBase(ctx.db, ctx),
    usesOfSegments(ctx.db, ctx),
    sizesOf(ctx, rows, days),
  ]);
  return { facts, base, uses, days: sizes };
}

function itemOf(row: Segment, { facts, base, uses, days }: Surroundings): SegmentListItem {
  const { id, name, description, isArchived, revision, memberCount, evaluatedAt, evaluatedRevision, updatedAt } = row;
  return {
    id,
    name,
    description,
    words: ruleInWords(ruleOf(row), facts),
    isArchived,
    revision,
    members: memberCount,
    base,
    evaluatedAt,
    isPending: !isArchived && (evaluatedAt === null || evaluatedRevision < revision),
    updatedAt,
    sizes: (days.get(id) ?? []).map(({ members }) => members),
    usedIn: uses.get(id) ?? [],
  };
}

/** Each segment's last days up to today: a day on which nobody looked has the size of the day before. */
async function sizesOf(
  ctx: ServiceContext,
  rows: readonly Segment[],
  days: number,
): Promise<Map<string, SegmentDay[]>> {
  const today = Math.floor(ctx.now.getTime() / DAY) * DAY;
  const first = new Date(today - (days - 1) * DAY);
  const ids = rows.map(({ id }) => id);
  const kept = await ctx.db.$queryRaw<
    { segmentId: string; day: Date; members: number; entered: number; left: number }[]
  >`
    SELECT segment_id AS "segmentId", greatest(day, ${first}::date) AS day,
      (array_agg(members ORDER BY day DESC))[1] AS members,
      sum(entered) FILTER (WHERE day >= ${first}::date)::int AS entered,
      sum("left") FILTER (WHERE day >= ${first}::date)::int AS left
    FROM segment_size WHERE workspace_id = ${ctx.workspaceId}::uuid AND segment_id = ANY(${ids}::uuid[])
    GROUP BY 1, 2`;
  const byKey = new Map(kept.map((row) => [`${row.segmentId}:${row.day.getTime()}`, row]));
  return new Map(
    ids.map((id) => {
      let members: number | null = null;
      const line = Array.from({ length: days }, (_, index): SegmentDay => {
        const day = new Date(first.getTime() + index * DAY);
        const row = byKey.get(`${id}:${day.getTime()}`);
        members = row?.members ?? members;
        return { day, members, entered: row?.entered ?? 0, left: row?.left ?? 0 };
      });
      return [id, line];
    }),
  );
}
