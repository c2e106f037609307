import { z } from 'zod';
import { Candidate } from '@/domain/decisions/candidate';
import { REVIEW_QUEUES, type ReviewQueueId } from '@/domain/review/queues';
import { MINUTE } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { LIST_COLUMNS, surroundings, toListItem } from '../decisions';
import { activePolicy } from '../policies';
import { attendedFrom } from './attend';
import { desksOf, EMPTY_DESK } from './desks';
import { conditionOf, filterOf, orderOf, reviewFrom } from './queue-query';
import type { DayTally, QueueCounts, ReviewListItem, ReviewQueue } from './types';

export const ListReviewsInput = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  queue: z.enum(REVIEW_QUEUES).default('all'),
  agentId: z.string().max(32).optional(),
  action: z.string().max(48).optional(),
  channel: z.string().max(16).optional(),
});

/**
 * One part of the inbox, the most pressing first: those that are late (the most valuable of them first, then the
 * oldest), then by the time that is left; with the size of every part and what people judged today. Throws forbidden.
 */
export async function listReviews(
  caller: ServiceContext,
  input: z.input<typeof ListReviewsInput>,
): Promise<ReviewQueue> {
  authorise(caller, 'review.read');
  const ctx = { ...caller, workspace: { ...caller.workspace, attendedFrom: await attendedFrom(caller) } };
  const { limit, queue, ...filters } = ListReviewsInput.parse(input);
  const { document } = await activePolicy(ctx);
  const within = Prisma.sql`${conditionOf(ctx, queue, document)} AND ${filterOf(filters)}`;
  const order = await ctx.db.$queryRaw<{ id: string; total: number }[]>`
    SELECT d.id, count(*) OVER ()::int AS total
    FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${within}
    ORDER BY ${orderOf(ctx, queue, document)} LIMIT ${limit}`;
  const { counts, oldestAt } = await countQueues(ctx);
  return {
    items: await listItemsOf(
      ctx,
      order.map(({ id }) => id),
    ),
    total: order[0]?.total ?? 0,
    now: ctx.now,
    counts,
    oldestAt,
    today: await todaysTally(ctx, document.review.slaMinutes),
  };
}

/** Lines of the inbox for decisions, in the order given; what is not of this workspace is left out. */
export async function listItemsOf(ctx: ServiceContext, ids: readonly string[]): Promise<ReviewListItem[]> {
  const rows = await ctx.db.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    select: { ...LIST_COLUMNS, policyVersion: true, reviewedAt: true },
  });
  const { document } = await activePolicy(ctx);
  const around = await surroundings(ctx, document, rows);
  const desks = await desksOf(ctx, ids);
  const byId = new Map(
    rows.map((row) => {
      const content = Candidate.nullable().parse(row.chosen)?.content;
      const own = {
        policyVersion: row.policyVersion,
        template: content ? `${content.templateId}@${content.templateVersion}` : null,
        maxCostCents: Candidate.nullable().parse(row.chosen)?.offer?.maxCostCents ?? 0,
        reviewedAt: row.reviewedAt,
        desk: desks.get(row.id) ?? EMPTY_DESK,
      };
      return [row.id, { ...toListItem(ctx, row, around), ...own }];
    }),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How many decisions wait for a person and can be judged now. Throws forbidden. */
export async function countOpenReviews(ctx: ServiceContext): Promise<number> {
  authorise(ctx, 'review.read');
  return (await countQueues(ctx)).counts.all;
}

/** The size of every part that is about open work, and since when the oldest waits. */
async function countQueues(ctx: ServiceContext): Promise<{ counts: QueueCounts; oldestAt: Date | null }> {
  const { document } = await activePolicy(ctx);
  const counted = (queue: ReviewQueueId) =>
    Prisma.sql`count(*) FILTER (WHERE ${conditionOf(ctx, queue, document)})::int`;
  const [row] = await ctx.db.$queryRaw<(QueueCounts & { oldestAt: Date | null })[]>`
    SELECT ${counted('all')} AS "all", ${counted('mine')} AS mine, ${counted('urgent')} AS urgent,
           ${counted('high')} AS high, ${counted('held')} AS held,
           min(d.decided_at) FILTER (WHERE ${conditionOf(ctx, 'all', document)}) AS "oldestAt"
    FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.outcome IN ('in_review', 'expired')`;
  const { oldestAt = null, ...counts } = row ?? { all: 0, mine: 0, urgent: 0, high: 0, held: 0 };
  return { counts, oldestAt };
}

async function todaysTally(ctx: ServiceContext, slaMinutes: number): Promise<DayTally> {
  const [row] = await ctx.db.$queryRaw<DayTally[]>`
    WITH judged AS (
      SELECT outcome, extract(epoch FROM d.reviewed_at - ${reviewFrom(ctx)}) * 1000 AS ms
      FROM decision d
      WHERE workspace_id = ${ctx.workspaceId}::uuid
        AND reviewed_by_id IN (SELECT id FROM app_user WHERE NOT is_simulated) AND reviewed_at <= ${ctx.now}
        AND reviewed_at >= date_trunc('day', ${ctx.now}::timestamptz, ${ctx.workspace.timezone}))
    SELECT count(*) FILTER (WHERE outcome <> 'rejected')::int AS approved,
           count(*) FILTER (WHERE outcome = 'rejected')::int AS rejected,
           count(*) FILTER (WHERE ms <= ${slaMinutes * MINUTE})::int AS "inTime",
           (percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::float8 AS "medianMs",
           (percentile_cont(0.9) WITHIN GROUP (ORDER BY ms))::float8 AS "p90Ms"
    FROM judged`;
  return row ?? { approved: 0, rejected: 0, inTime: 0, medianMs: null, p90Ms: null };
}
