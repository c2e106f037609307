import type { ServiceKind, Times } from '@/domain/service/service-times';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { hoursWithin, stepOfHour } from './hour-steps';

/** Work of one kind that began within one step of time. */
export type TimedStep<Step> = { kind: ServiceKind; step: Step; times: Times };

type Span = { from: Date; to: Date };

/**
 * How long work of these kinds took within a span, by hour or by day of the workspace's calendar. Asks for no right: a
 * verb that shows it does.
 */
export async function loadTimes<Step extends string>(
  ctx: ServiceContext,
  span: Span,
  kinds: readonly ServiceKind[],
  by: 'hour' | 'day' | 'all',
): Promise<TimedStep<Step>[]> {
  const step = by === 'all' ? Prisma.sql`''` : stepOfHour(by, ctx.workspace.timezone);
  return ctx.db.$queryRaw<TimedStep<Step>[]>`
    SELECT kind, step, array_agg(count ORDER BY place) AS times FROM (
      SELECT kind, ${step} AS step, place, sum(count)::int AS count
      FROM service_hour, unnest(counts) WITH ORDINALITY AS each(count, place)
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND ${hoursWithin(span)} AND kind = ANY(${kinds}::text[])
      GROUP BY kind, 2, place) AS summed
    GROUP BY kind, step ORDER BY kind, step`;
}
