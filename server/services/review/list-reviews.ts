import { z } from 'zod';
import { Candidate } from '@/domain/decisions/candidate';
import type { Policy } from '@/domain/policies/policy';
import { campaignStepOf } from '@/domain/review/bulk';
import { REVIEW_QUEUES, type ReviewQueueId } from '@/domain/review/queues';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { LIST_COLUMNS, surroundings, toListItem } from '../decisions';
import { activePolicy } from '../policies';
import { desksOf, EMPTY_DESK } from './desks';
import { QueueFiltersInput } from './queue-facets';
import { conditionOf, filterOf, isInInbox, orderOf, reviewFrom, waitsNow } from './queue-query';
import { rejudgementsOf } from './rejudgements';
import type { DayTally, QueueCounts, ReviewListItem, ReviewQueue } from './types';
import { withinTarget } from './verdict-filters';

export const ListReviewsInput = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  queue: z.enum(REVIEW_QUEUES).default('all'),
  ...QueueFiltersInput,
});

/**
 * One part of the inbox, the most pressing first: those that are late (the most valuable of them first, then the
 * oldest), then by the time that is left; with the size of every part and what people judged today. Throws forbidden.
 */
export async function listReviews(ctx: ServiceContext, input: z.input<typeof ListReviewsInput>): Promise<ReviewQueue> {
  authorise(ctx, 'review.read');
  const { limit, queue, ...filters } = ListReviewsInput.parse(input);
  const { document } = await activePolicy(ctx);
  const within = Prisma.sql`${conditionOf(ctx, queue, document)} AND ${filterOf(ctx, filters, document)}`;
  const ordered = ctx.db.$queryRaw<{ id: string; total: number }[]>`
    SELECT d.id, count(*) OVER ()::int AS total
    FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${within}
    ORDER BY ${orderOf(ctx, queue, document)} LIMIT ${limit}`;
  const [{ items, total }, { counts, oldestAt }, today] = await Promise.all([
    ordered.then(async (order) => ({
      items: await itemsIn(
        ctx,
        document,
        order.map(({ id }) => id),
      ),
      total: order[0]?.total ?? 0,
    })),
    countQueues(ctx, document),
    todaysTally(ctx, document.review.slaMinutes),
  ]);
  return { items, total, now: ctx.now, counts, oldestAt, today, isAttended: ctx.workspace.attendedFrom !== null };
}

/** Lines of the inbox for decisions, in the order given; what is not of this workspace is left out. */
export async function listItemsOf(ctx: ServiceContext, ids: readonly string[]): Promise<ReviewListItem[]> {
  const { document } = await activePolicy(ctx);
  return itemsIn(ctx, document, ids);
}

async function itemsIn(ctx: ServiceContext, policy: Policy, ids: readonly string[]): Promise<ReviewListItem[]> {
  const found = ctx.db.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    select: { ...LIST_COLUMNS, policyVersion: true, reviewedAt: true },
  });
  const [{ rows, around }, desks, rejudged] = await Promise.all([
    found.then(async (rows) => ({ rows, around: await surroundings(ctx, policy, rows) })),
    desksOf(ctx, ids),
    rejudgementsOf(ctx, ids),
  ]);
  const byId = new Map(
    rows.map((stored) => {
      const again = rejudged.get(stored.id);
      const row = again ? { ...stored, verdicts: again.verdicts, policyVersion: again.policyVersion } : stored;
      const chosen = Candidate.nullable().parse(row.chosen);
      const content = chosen?.content;
      const own = {
        policyVersion: row.policyVersion,
        template: content ? `${content.templateId}@${content.templateVersion}` : null,
        campaignStep: campaignStepOf(chosen),
        maxCostCents: chosen?.offer?.maxCostCents ?? 0,
        reviewedAt: row.reviewedAt,
        desk: desks.get(row.id) ?? EMPTY_DESK,
      };
      // What was blocked while it waited keeps the risk it had: that it is blocked is said of it already.
      const judged = stored.outcome === 'blocked' ? stored : row;
      return [row.id, { ...toListItem(ctx, judged, around), ...own }];
    }),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How many decisions wait for a person and can be judged now. Throws forbidden. */
export async function countOpenReviews(ctx: ServiceContext): Promise<number> {
  authorise(ctx, 'review.read');
  const [row] = await ctx.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting
    FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${waitsNow(ctx)}`;
  return row?.waiting ?? 0;
}

/** The size of every part that is about open work, and since when the oldest waits. */
async function countQueues(
  ctx: ServiceContext,
  policy: Policy,
): Promise<{ counts: QueueCounts; oldestAt: Date | null }> {
  const counted = (queue: ReviewQueueId) => Prisma.sql`count(*) FILTER (WHERE ${conditionOf(ctx, queue, policy)})::int`;
  const [row] = await ctx.db.$queryRaw<(QueueCounts & { oldestAt: Date | null })[]>`
    SELECT ${counted('all')} AS "all", ${counted('mine')} AS mine, ${counted('urgent')} AS urgent,
           ${counted('high')} AS high, ${counted('snoozed')} AS snoozed, ${counted('held')} AS held,
           min(d.decided_at) FILTER (WHERE ${conditionOf(ctx, 'all', policy)}) AS "oldestAt"
    FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${isInInbox(ctx)}`;
  const { oldestAt = null, ...counts } = row ?? { all: 0, mine: 0, urgent: 0, high: 0, snoozed: 0, held: 0 };
  return { counts, oldestAt };
}

async function todaysTally(ctx: ServiceContext, slaMinutes: number): Promise<DayTally> {
  const [row] = await ctx.db.$queryRaw<DayTally[]>`
    WITH judged AS (
      SELECT outcome, greatest(0, extract(epoch FROM d.reviewed_at - ${reviewFrom(ctx)})) * 1000 AS ms
      FROM decision d
      WHERE workspace_id = ${ctx.workspaceId}::uuid
        AND reviewed_by_id IN (SELECT id FROM app_user WHERE NOT is_simulated) AND reviewed_at <= ${ctx.now}
        AND reviewed_at >= date_trunc('day', ${ctx.now}::timestamptz, ${ctx.workspace.timezone}))
    SELECT count(*) FILTER (WHERE outcome <> 'rejected')::int AS approved,
           count(*) FILTER (WHERE outcome = 'rejected')::int AS rejected,
           count(*) FILTER (WHERE ${withinTarget(Prisma.sql`ms`, slaMinutes)})::int AS "inTime",
           (percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::float8 AS "medianMs",
           (percentile_cont(0.9) WITHIN GROUP (ORDER BY ms))::float8 AS "p90Ms",
           max(ms)::float8 AS "slowestMs"
    FROM judged`;
  return row ?? { approved: 0, rejected: 0, inTime: 0, medianMs: null, p90Ms: null, slowestMs: null };
}
