import { type DayRange, lengthOf } from '@/domain/measurement/day-range';
import type { Group } from '@/domain/measurement/incremental';
import type { KpiFacts } from '@/domain/measurement/kpi';
import type { Ledger } from '@/domain/measurement/ledger';
import type { ServiceContext } from '../../context';
import { LEDGER_SUMS, ledgerOf, ledgerRows } from './ledger-query';
import { type Span, spanOf } from './range';

type FactsRow = Ledger & { customersTouched: number };

/** Everything the KPIs of a range of days are computed from. */
export async function loadFacts(ctx: ServiceContext, range: DayRange): Promise<KpiFacts> {
  const span = await spanOf(ctx, range);
  const [row] = await ctx.db.$queryRaw<FactsRow[]>`
    SELECT ${LEDGER_SUMS}, count(DISTINCT customer_id) FILTER (WHERE touches > 0)::int AS "customersTouched"
    FROM (${ledgerRows(ctx, span)}) AS ledger`;
  if (!row) throw new Error('The database answered no facts.');
  const medianReviewMs = await loadMedianReview(ctx, span);
  const { customersTouched } = row;
  return { ledger: ledgerOf(row), customersTouched, medianReviewMs, days: lengthOf(range) };
}

async function loadMedianReview(ctx: ServiceContext, { from, to }: Span): Promise<number | null> {
  const [row] = await ctx.db.$queryRaw<{ median: number | null }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM reviewed_at - decided_at)) * 1000 AS median
    FROM decision WHERE workspace_id = ${ctx.workspaceId}::uuid AND decided_at >= ${from} AND decided_at < ${to}
      AND reviewed_at IS NOT NULL`;
  return row?.median ?? null;
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
 * Net revenue per customer, from each one's first decision of the range to its end: of those whom that decision left
 * alone, and of all others. Both could have been written to: who was blocked is in neither, and what became of a
 * treated customer's message does not matter, so that nobody is picked after the fact.
 */
export async function loadGroups(ctx: ServiceContext, range: DayRange): Promise<{ treated: Group; heldOut: Group }> {
  const { from, to } = await spanOf(ctx, range);
  const rows = await ctx.db.$queryRaw<GroupRow[]>`
    WITH wanted AS (
      SELECT DISTINCT ON (customer_id) customer_id, held_out AS held, decided_at AS since FROM decision
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND decided_at >= ${from} AND decided_at < ${to}
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
