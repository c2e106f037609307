import { type DayRange, lengthOf } from '@/domain/measurement/day-range';
import { type KpiSpread, medianRanks } from '@/domain/measurement/evidence';
import type { Group } from '@/domain/measurement/incremental';
import type { KpiFacts } from '@/domain/measurement/kpi';
import type { Ledger } from '@/domain/measurement/ledger';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { LEDGER_SUMS, ledgerOf, ledgerRows } from './ledger-query';
import { type Span, spanOf } from './range';

type FactsRow = Ledger & { customersTouched: number; touchSquares: number };

/** The facts of a range, and how far its single cases lie apart. */
export type SpreadFacts = { facts: KpiFacts; spread: KpiSpread };

/** Everything the KPIs of a range of days are computed from, and judged by. */
export async function loadFacts(ctx: ServiceContext, range: DayRange): Promise<SpreadFacts> {
  const span = await spanOf(ctx, range);
  const [row] = await ctx.db.$queryRaw<FactsRow[]>`
    WITH ledger AS MATERIALIZED (${ledgerRows(ctx, span)}),
      touched AS (SELECT sum(touches)::float8 AS touches FROM ledger WHERE touches > 0 GROUP BY customer_id)
    SELECT ${LEDGER_SUMS}, (SELECT count(*) FROM touched)::int AS "customersTouched",
      (SELECT coalesce(sum(touches * touches), 0) FROM touched) AS "touchSquares"
    FROM ledger`;
  if (!row) throw new Error('The database answered no facts.');
  const review = await loadReviewTime(ctx, span, row.reviewed);
  const { customersTouched, touchSquares } = row;
  return {
    facts: { ledger: ledgerOf(row), customersTouched, medianReviewMs: review?.median ?? null, days: lengthOf(range) },
    spread: { touchSquares, reviewMs: review && { low: review.low, high: review.high } },
  };
}

type ReviewTime = { median: number; low: number; high: number };

/** Median time from decision to verdict with its 95 % interval, in milliseconds; null where nobody judged. */
async function loadReviewTime(ctx: ServiceContext, { from, to }: Span, reviewed: number): Promise<ReviewTime | null> {
  const { low, high } = medianRanks(reviewed);
  const [row] = await ctx.db.$queryRaw<{ places: (number | null)[] | null }[]>`
    SELECT percentile_cont(${[low, 0.5, high]}::float8[])
      WITHIN GROUP (ORDER BY extract(epoch FROM reviewed_at - decided_at)::float8 * 1000) AS places
    FROM decision WHERE workspace_id = ${ctx.workspaceId}::uuid AND decided_at >= ${from} AND decided_at < ${to}
      AND reviewed_at IS NOT NULL`;
  const [at, median, until] = row?.places ?? [];
  return at == null || median == null || until == null ? null : { low: at, median, high: until };
}

/** How many decisions of a range stand where. */
export async function loadOutcomes(ctx: ServiceContext, range: DayRange): Promise<Record<string, number>> {
  const { from, to } = await spanOf(ctx, range);
  const rows = await ctx.db.decision.groupBy({
    by: ['outcome'],
    where: { workspaceId: ctx.workspaceId, decidedAt: { gte: from, lt: to } },
    _count: true,
  });
  return Object.fromEntries(rows.map(({ outcome, _count }) => [outcome, _count]));
}

type GroupRow = { held: boolean; count: number; mean: number; variance: number | null };

/**
 * Net revenue per customer, from each one's first decision of the span to its end (of the decisions `d` that a condition
 * leaves): of those whom that decision left alone, and of all others. Both could have been written to: who was blocked is in neither, and what became of a
 * treated customer's message does not matter, so that nobody is picked after the fact.
 */
export async function loadGroups(
  db: Db,
  ctx: ServiceContext,
  { from, to }: Span,
  only: Prisma.Sql = Prisma.sql`true`,
): Promise<{ treated: Group; heldOut: Group }> {
  const rows = await db.$queryRaw<GroupRow[]>`
    WITH wanted AS (
      SELECT DISTINCT ON (customer_id) customer_id, held_out AS held, decided_at AS since FROM decision d
      WHERE ${only} AND workspace_id = ${ctx.workspaceId}::uuid AND decided_at >= ${from} AND decided_at < ${to}
        AND action IS NOT NULL AND NOT verdicts @> '[{"verdict": "block"}]'::jsonb
      ORDER BY customer_id, decided_at, id
    ), revenue AS (
      SELECT w.held, coalesce(sum(greatest(0, o.revenue_cents - o.refunded_cents)), 0)::float8 AS cents
      FROM wanted w LEFT JOIN shop_order o ON o.workspace_id = ${ctx.workspaceId}::uuid
        AND o.customer_id = w.customer_id AND o.ordered_at > w.since AND o.ordered_at < ${to}
      GROUP BY w.customer_id, w.held
    )
    SELECT held, count(*)::int AS count, avg(cents) AS mean, var_samp(cents) AS variance FROM revenue GROUP BY held`;
  const group = (held: boolean): Group => {
    const row = rows.find((each) => each.held === held);
    return { count: row?.count ?? 0, mean: row?.mean ?? 0, variance: row?.variance ?? 0 };
  };
  return { treated: group(false), heldOut: group(true) };
}
