import { z } from 'zod';
import { after, MINUTE } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { LIST_COLUMNS, surroundings, toListItem } from '../decisions';
import { activePolicy } from '../policies';
import { desksOf, EMPTY_DESK } from './desks';
import type { DayTally, ReviewQueue } from './types';

export const ListReviewsInput = z.object({ limit: z.number().int().min(1).max(200).default(50) });

/**
 * What waits for a person, the most pressing first: those that are late (the most valuable of them first, then the
 * oldest), then by the time that is left. Throws forbidden.
 */
export async function listReviews(ctx: ServiceContext, input: z.input<typeof ListReviewsInput>): Promise<ReviewQueue> {
  authorise(ctx, 'review.read');
  const { limit } = ListReviewsInput.parse(input);
  const { workspaceId } = ctx;
  const { document } = await activePolicy(ctx);
  const lateBefore = after(ctx.now, -document.review.slaMinutes * MINUTE);
  const order = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM decision
    WHERE workspace_id = ${workspaceId}::uuid AND outcome = 'in_review'
      AND (review_by IS NULL OR review_by > ${ctx.now})
    ORDER BY decided_at <= ${lateBefore} DESC,
             CASE WHEN decided_at <= ${lateBefore} THEN -coalesce(value_cents, 0) ELSE 0 END,
             decided_at, value_cents DESC NULLS LAST, id
    LIMIT ${limit}`;
  const rows = await ctx.db.decision.findMany({
    where: { workspaceId, id: { in: order.map(({ id }) => id) } },
    select: LIST_COLUMNS,
  });
  const around = await surroundings(ctx, document, rows);
  const desks = await desksOf(
    ctx,
    rows.map((row) => row.id),
  );
  const byId = new Map(
    rows.map((row) => [row.id, { ...toListItem(ctx, row, around), desk: desks.get(row.id) ?? EMPTY_DESK }]),
  );
  return {
    items: order.flatMap(({ id }) => byId.get(id) ?? []),
    total: await countOpenReviews(ctx),
    now: ctx.now,
    today: await todaysTally(ctx),
  };
}

/** How many decisions wait for a person and can still be judged. Throws forbidden. */
export async function countOpenReviews(ctx: ServiceContext): Promise<number> {
  authorise(ctx, 'review.read');
  return ctx.db.decision.count({
    where: {
      workspaceId: ctx.workspaceId,
      outcome: 'in_review',
      OR: [{ reviewBy: null }, { reviewBy: { gt: ctx.now } }],
    },
  });
}

async function todaysTally(ctx: ServiceContext): Promise<DayTally> {
  type Row = { approved: number; rejected: number; medianMs: number | null };
  const [row] = await ctx.db.$queryRaw<Row[]>`
    SELECT count(*) FILTER (WHERE outcome <> 'rejected')::int AS approved,
           count(*) FILTER (WHERE outcome = 'rejected')::int AS rejected,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM reviewed_at - decided_at) * 1000)::float8
             AS "medianMs"
    FROM decision
    WHERE workspace_id = ${ctx.workspaceId}::uuid
      AND reviewed_by_id IN (SELECT id FROM app_user WHERE NOT is_simulated) AND reviewed_at <= ${ctx.now}
      AND reviewed_at >= date_trunc('day', ${ctx.now}::timestamptz, ${ctx.workspace.timezone})`;
  return row ?? { approved: 0, rejected: 0, medianMs: null };
}
