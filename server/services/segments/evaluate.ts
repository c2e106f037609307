import { inOrder } from '@/domain/segments/cycle';
import { hasClock, segmentsOf } from '@/domain/segments/rule';
import { after, DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma, type Segment } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { lockSegments, ruleOf } from './claim-segment';
import { customersWho } from './compile-rule';

/** Touched customers looked at in one transaction. */
const PART = 1_000;
/** With more than these waiting, a look at everybody is the shorter way. */
const MANY = 10_000;
/** A look at everybody may take this long; longer, and the next sweep tries again. */
const LONG = { timeout: 600_000, maxWait: 30_000 };
/** Segments in which time alone changes nothing are looked at whole once in this time, should a touch have been lost. */
const REST = DAY - HOUR;

/** What one look at a segment changed. `isStart`: the rule is new, so that nobody entered or left by themselves. */
type Moved = { segmentId: string; entered: number; left: number; isStart: boolean };

/** What of memberships moved: how many came and went, in how many segments. */
export type EvaluationReport = { segments: number; entered: number; left: number };

/**
 * Marks customers something happened to, so that their memberships are looked at again; in the transaction of what
 * happened. Answers whether anybody will look: where there is no segment, nothing is marked.
 */
export async function touchSegments(tx: Db, ctx: ServiceContext, customerIds: readonly string[]): Promise<boolean> {
  if (customerIds.length === 0) return false;
  const marked = await tx.$executeRaw`
    INSERT INTO segment_touched (workspace_id, customer_id)
    SELECT ${ctx.workspaceId}::uuid, id FROM unnest(${[...new Set(customerIds)]}::uuid[]) AS id
    WHERE EXISTS (SELECT 1 FROM segment WHERE workspace_id = ${ctx.workspaceId}::uuid AND NOT is_archived)`;
  return marked > 0;
}

/**
 * Brings memberships up to date: first of segments whose rule is new or was changed, over all customers, then of
 * customers something happened to, in all segments. What entered or left is written into the history and announced after
 * commit. Several at once take turns; one that is killed loses nothing.
 */
export async function evaluateTouched(ctx: ServiceContext): Promise<EvaluationReport> {
  if ((await waiting(ctx)) > MANY) await askForAll(ctx);
  const moved = await evaluateAll(ctx, isOutOfDate);
  for (;;) {
    const part = await inTransaction(ctx, (tx) => evaluatePart(tx, ctx));
    if (!part) break;
    moved.push(...part);
  }
  return reportOf(ctx, moved);
}

/** Works out the members of segments whose rule is new or was changed, over all customers; of no others. */
export async function evaluateChanged(ctx: ServiceContext): Promise<EvaluationReport> {
  return reportOf(ctx, await evaluateAll(ctx, isOutOfDate));
}

/**
 * Looks at every customer of segments whose members change by time alone, and of all others once a day: what time has
 * turned, and what a lost touch has left behind.
 */
export async function sweepSegments(ctx: ServiceContext): Promise<EvaluationReport> {
  const rested = after(ctx.now, -REST);
  const isDue = (row: Segment) =>
    isOutOfDate(row) || hasClock(ruleOf(row)) || (row.evaluatedAt !== null && row.evaluatedAt <= rested);
  const whole = await evaluateAll(ctx, isDue);
  return reportOf(ctx, whole);
}

/** Never looked at whole, or not by the rule as it is now. */
function isOutOfDate({ evaluatedAt, evaluatedRevision, revision }: Segment): boolean {
  return evaluatedAt === null || evaluatedRevision < revision;
}

/** Makes one look at everybody out of many touches. */
async function askForAll(ctx: ServiceContext): Promise<void> {
  const where = { workspaceId: ctx.workspaceId };
  await inTransaction(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    await tx.segmentTouched.deleteMany({ where });
    await tx.segment.updateMany({ where: { ...where, isArchived: false }, data: { evaluatedAt: null } });
  });
}

/** A transaction a segment, those that others name first; where members moved, whoever names it is looked at as well. */
async function evaluateAll(ctx: ServiceContext, isDue: (row: Segment) => boolean): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const { id } of await currentSegments(ctx.db, ctx)) {
    const result = await ctx.db.$transaction(async (tx) => {
      await lockSegments(tx, ctx, [id]);
      const row = await tx.segment.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
      if (!row || row.isArchived) return null;
      const named = segmentsOf(ruleOf(row));
      const causes = moved.filter((each) => named.includes(each.segmentId) && each.entered + each.left > 0);
      if (!isDue(row) && causes.length === 0) return null;
      return evaluateSegment(tx, ctx, row, { scope: null, isStart: causes.some(({ isStart }) => isStart) });
    }, LONG);
    if (result) moved.push(result);
  }
  return moved;
}

/** The next customers that were touched, in all segments; null where none is left. */
async function evaluatePart(tx: Db, ctx: ServiceContext): Promise<Moved[] | null> {
  await lockSegments(tx, ctx);
  const touched = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM segment_touched WHERE id IN (
      SELECT id FROM segment_touched WHERE workspace_id = ${ctx.workspaceId}::uuid
      ORDER BY id LIMIT ${PART} FOR UPDATE SKIP LOCKED)
    RETURNING customer_id AS id`;
  if (touched.length === 0) return null;
  const ids = [...new Set(touched.map(({ id }) => id))];
  const moved: Moved[] = [];
  for (const row of await currentSegments(tx, ctx)) {
    // A rule that was changed meanwhile is looked at whole, by whoever was told of the change.
    if (row.evaluatedRevision === row.revision) {
      moved.push(await evaluateSegment(tx, ctx, row, { scope: ids, isStart: false }));
    }
  }
  return moved;
}

async function currentSegments(tx: Db, ctx: ServiceContext): Promise<Segment[]> {
  const rows = await tx.segment.findMany({
    where: { workspaceId: ctx.workspaceId, isArchived: false },
    orderBy: { id: 'asc' },
  });
  return inOrder(rows.map((row) => ({ id: row.id, names: segmentsOf(ruleOf(row)), row }))).map(({ row }) => row);
}

/** Whom to look at: some customers, or all. `isStart`: what moves, moves because a rule it builds on is new. */
type Look = { scope: readonly string[] | null; isStart: boolean };

/** One look at a segment that is locked. */
async function evaluateSegment(tx: Db, ctx: ServiceContext, row: Segment, look: Look): Promise<Moved> {
  const { workspaceId, now } = ctx;
  const { scope } = look;
  const isStart = look.isStart || row.evaluatedRevision < row.revision;
  const within = scope === null ? Prisma.empty : Prisma.sql`AND m.customer_id = ANY(${[...scope]}::uuid[])`;
  const [counted] = await tx.$queryRaw<{ entered: number; left: number }[]>`
    WITH found AS MATERIALIZED (${customersWho(ctx, ruleOf(row), scope)}),
    gone AS (
      DELETE FROM segment_member m WHERE m.workspace_id = ${workspaceId}::uuid AND m.segment_id = ${row.id}::uuid ${within}
        AND NOT EXISTS (SELECT 1 FROM found f WHERE f.id = m.customer_id)
      RETURNING m.customer_id),
    come AS (
      INSERT INTO segment_member (workspace_id, segment_id, customer_id, entered_at)
      SELECT ${workspaceId}::uuid, ${row.id}::uuid, f.id, ${now}::timestamptz FROM found f
      WHERE NOT EXISTS (SELECT 1 FROM segment_member m WHERE m.workspace_id = ${workspaceId}::uuid
        AND m.segment_id = ${row.id}::uuid AND m.customer_id = f.id)
      RETURNING customer_id),
    told AS (
      INSERT INTO segment_change (workspace_id, segment_id, customer_id, kind, cause, changed_at)
      SELECT ${workspaceId}::uuid, ${row.id}::uuid, customer_id, kind, ${isStart ? 'rule' : 'customer'}, ${now}::timestamptz
      FROM (SELECT customer_id, 'left' AS kind FROM gone UNION ALL SELECT customer_id, 'entered' FROM come) AS moved)
    SELECT (SELECT count(*)::int FROM come) AS entered, (SELECT count(*)::int FROM gone) AS left`;
  const { entered = 0, left = 0 } = counted ?? {};
  await keepSize(tx, ctx, row, { entered, left, isWhole: scope === null });
  return { segmentId: row.id, entered, left, isStart };
}

async function keepSize(
  tx: Db,
  ctx: ServiceContext,
  row: Segment,
  { entered, left, isWhole }: { entered: number; left: number; isWhole: boolean },
): Promise<void> {
  if (!isWhole && entered === 0 && left === 0) return;
  const { workspaceId, now } = ctx;
  // A look at everybody counts anew: members who were erased or merged have gone without a word.
  const memberCount = isWhole
    ? await tx.segmentMember.count({ where: { workspaceId, segmentId: row.id } })
    : row.memberCount + entered - left;
  await tx.segment.update({
    where: { workspaceId_id: { workspaceId, id: row.id } },
    data: { memberCount, ...(isWhole && { evaluatedAt: now, evaluatedRevision: row.revision }) },
  });
  const day = new Date(Math.floor(now.getTime() / DAY) * DAY);
  await tx.segmentSize.upsert({
    where: { workspaceId_segmentId_day: { workspaceId, segmentId: row.id, day } },
    create: { workspaceId, segmentId: row.id, day, members: memberCount, entered, left },
    update: { members: memberCount, entered: { increment: entered }, left: { increment: left } },
  });
}

async function waiting(ctx: ServiceContext): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM segment_touched WHERE workspace_id = ${ctx.workspaceId}::uuid LIMIT ${MANY + 1}) AS touched`;
  return row?.count ?? 0;
}

async function reportOf(ctx: ServiceContext, moved: readonly Moved[]): Promise<EvaluationReport> {
  const ids = (kind: 'entered' | 'left') => [
    ...new Set(moved.filter((each) => each[kind] > 0 && !each.isStart).map(({ segmentId }) => segmentId)),
  ];
  for (const segmentId of ids('entered')) {
    await ctx.publish('segment/entered', { workspaceId: ctx.workspaceId, segmentId });
  }
  for (const segmentId of ids('left')) {
    await ctx.publish('segment/left', { workspaceId: ctx.workspaceId, segmentId });
  }
  return {
    segments: new Set(moved.map(({ segmentId }) => segmentId)).size,
    entered: moved.reduce((sum, { entered }) => sum + entered, 0),
    left: moved.reduce((sum, { left }) => sum + left, 0),
  };
}
