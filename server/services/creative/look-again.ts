import { z } from 'zod';
import type { CopyStyle } from '@/domain/copy/styles';
import { countedBy } from '@/domain/experiments/aims';
import { type LookCell, type SecondLook, secondLooks } from '@/domain/experiments/second-look';
import { DAY } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { aimsOf } from './shares';

export const LookAgainInput = z.object({ experimentId: z.uuid() });

/** What a closer look at a test tells. `isMoving`: its shares moved, so that its arms hold people of different days. */
export type LookAgain = { looks: (SecondLook & { style: CopyStyle })[]; isMoving: boolean };

/** Days before a message in which what somebody spent is their past. */
const PAST_DAYS = 90;

/**
 * What the average of a test hides: by day, by weekday and by what customers had ordered before, and its revenue with their
 * past taken into account. Throws forbidden, and not_found where no such test has begun. Right: creative.read.
 */
export async function lookAgain(ctx: ServiceContext, input: z.input<typeof LookAgainInput>): Promise<LookAgain> {
  authorise(ctx, 'creative.read');
  const { experimentId } = LookAgainInput.parse(input);
  const { workspaceId } = ctx;
  const test = await ctx.db.experiment.findUnique({
    where: { workspaceId_id: { workspaceId, id: experimentId } },
    include: { variants: { orderBy: { position: 'asc' } }, allocations: true },
  });
  if (!test?.startedAt) throw new ServiceError('not_found', 'No such test has begun.');
  const control = test.variants.find(({ style }) => style === 'control');
  const isMoving = test.allocations.length > 1;
  if (!control || isMoving) return { looks: [], isMoving };
  const styles = new Map(test.variants.map(({ id, style }) => [id, style as CopyStyle]));
  const days = Math.floor(((test.endedAt ?? ctx.now).getTime() - test.startedAt.getTime()) / DAY);
  const cells = await loadCells(ctx, { experimentId, startedAt: test.startedAt, goal: countedBy(aimsOf(test).goal) });
  const looks = secondLooks(cells, control.id, days).flatMap((look) => {
    const style = styles.get(look.variantId);
    return style ? [{ ...look, style }] : [];
  });
  return { looks, isMoving };
}

type Asked = { experimentId: string; startedAt: Date; goal: 'clicked' | 'ordered' };

function loadCells(ctx: ServiceContext, { experimentId, startedAt, goal }: Asked): Promise<LookCell[]> {
  const { workspaceId, workspace } = ctx;
  const succeeded = goal === 'clicked' ? Prisma.sql`m.clicked_at IS NOT NULL` : Prisma.sql`credit.orders > 0`;
  return ctx.db.$queryRaw<LookCell[]>`
    SELECT "variantId", day, weekday, before, count(*)::float8 AS count,
      count(*) FILTER (WHERE succeeded)::float8 AS succeeded, sum(y) AS y, sum(y * y) AS yy, sum(x) AS x,
      sum(x * x) AS xx, sum(x * y) AS xy
    FROM (
      SELECT e.variant_id AS "variantId",
        floor(extract(epoch FROM m.delivered_at - ${startedAt}::timestamptz) / 86400)::int AS day,
        extract(dow FROM m.delivered_at AT TIME ZONE ${workspace.timezone})::int AS weekday,
        CASE past.orders WHEN 0 THEN 'never' WHEN 1 THEN 'once' ELSE 'more' END AS before,
        ${succeeded} AS succeeded, credit.cents AS y, past.cents AS x
      FROM experiment_exposure e
      JOIN message m ON m.workspace_id = e.workspace_id AND m.decision_id = e.decision_id
      CROSS JOIN LATERAL (
        SELECT count(*) AS orders, coalesce(sum(a.credit_cents), 0)::float8 AS cents FROM attribution a
        WHERE a.workspace_id = e.workspace_id AND a.decision_id = e.decision_id AND a.model = 'last_touch') credit
      CROSS JOIN LATERAL (
        SELECT count(*) AS orders, coalesce(sum(o.revenue_cents - o.refunded_cents)
          FILTER (WHERE o.ordered_at > e.exposed_at - ${PAST_DAYS}::int * interval '1 day'), 0)::float8 AS cents
        FROM shop_order o
        WHERE o.workspace_id = e.workspace_id AND o.customer_id = e.customer_id AND o.ordered_at <= e.exposed_at) past
      WHERE e.workspace_id = ${workspaceId}::uuid AND e.experiment_id = ${experimentId}::uuid
        AND m.delivered_at IS NOT NULL
    ) reached
    GROUP BY "variantId", day, weekday, before`;
}
