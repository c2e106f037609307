import type { ChannelId } from '@/domain/channels/channel';
import { type DayRange, lengthOf } from '@/domain/measurement/day-range';
import { type KpiSpread, medianRanks } from '@/domain/measurement/evidence';
import type { Group, Groups } from '@/domain/measurement/incremental';
import { columnsBefore, type Kpi, type KpiFacts, NO_SERVICE } from '@/domain/measurement/kpi';
import { KPIS } from '@/domain/measurement/kpis/registry';
import { LEDGER_COLUMNS, type Ledger, type LedgerColumn, NOTHING_COUNTED } from '@/domain/measurement/ledger';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { holdoutShares } from '../policies';
import { ledgerHours, ledgerOf, sumsOf } from './ledger-query';
import { type Span, spanOf } from './range';
import { loadService } from './service-facts';

/** The facts of a range, and how far its single cases lie apart. */
export type SpreadFacts = { facts: KpiFacts; spread: KpiSpread };

/** Everything the KPIs of a range of days are computed from, and judged by. */
export async function loadFacts(ctx: ServiceContext, range: DayRange): Promise<SpreadFacts> {
  const span = await spanOf(ctx, range);
  const [ledger, before, touched, service] = await Promise.all([
    loadLedger(ctx, span),
    loadBefore(ctx, span.from, KPIS),
    loadTouched(ctx, span),
    loadService(ctx, span),
  ]);
  const review = await loadReviewTime(ctx, span, ledger.reviewed);
  return {
    facts: {
      ledger,
      before,
      customersTouched: touched.customers,
      medianReviewMs: review?.median ?? null,
      service,
      days: lengthOf(range),
    },
    spread: { touchSquares: touched.squares, reviewMs: review && { low: review.low, high: review.high } },
  };
}

type SumsAsked = { channel?: ChannelId; needed?: readonly LedgerColumn[] };

/** The sums of a range of days alone, of one channel or all, for figures that are sums over decisions (`isSplit`). */
export async function loadSums(
  ctx: ServiceContext,
  range: DayRange,
  { channel, needed }: SumsAsked,
): Promise<SpreadFacts> {
  const only = channel && Prisma.sql`channel = ${channel}`;
  const ledger = await loadLedger(ctx, await spanOf(ctx, range), { only, needed });
  return {
    facts: {
      ledger,
      before: NOTHING_COUNTED,
      customersTouched: 0,
      medianReviewMs: null,
      service: NO_SERVICE,
      days: lengthOf(range),
    },
    spread: { touchSquares: 0, reviewMs: null },
  };
}

type LedgerAsked = { only?: Prisma.Sql | undefined; needed?: readonly LedgerColumn[] | undefined };

/** The sums of a span, of the rows that a condition leaves; of the columns needed, where not of all. */
async function loadLedger(
  ctx: ServiceContext,
  span: Span,
  { only = Prisma.sql`true`, needed = LEDGER_COLUMNS }: LedgerAsked = {},
): Promise<Ledger> {
  const rows = await ledgerHours(ctx, span, { needed });
  const [row] = await ctx.db.$queryRaw<Partial<Ledger>[]>`
    SELECT ${sumsOf(needed)} FROM (${rows}) AS ledger WHERE ${only}`;
  return ledgerOf(row ?? {});
}

/** When figures begin to be counted: before the first year that can be asked for. */
const FIRST = new Date(0);

/** What some KPIs need to know of everything before an instant. */
export async function loadBefore(ctx: ServiceContext, from: Date, figures: readonly Kpi[]): Promise<Ledger> {
  const needed = [...new Set(figures.flatMap(columnsBefore))];
  if (needed.length === 0) return NOTHING_COUNTED;
  const rows = await ledgerHours(ctx, { from: FIRST, to: from }, { needed });
  const [row] = await ctx.db.$queryRaw<Partial<Ledger>[]>`SELECT ${sumsOf(needed)} FROM (${rows}) AS ledger`;
  return ledgerOf(row ?? {});
}

/** Customers touched in a span, and the sum over them of the square of their touches: no sum over hours. */
async function loadTouched(ctx: ServiceContext, { from, to }: Span): Promise<{ customers: number; squares: number }> {
  const [row] = await ctx.db.$queryRaw<{ customers: number; squares: number }[]>`
    SELECT count(*)::int AS customers, coalesce(sum(touches * touches), 0)::float8 AS squares FROM (
      SELECT count(*) AS touches FROM message
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND delivered_at >= ${from} AND delivered_at < ${to}
        AND bounced_at IS NULL
      GROUP BY customer_id) AS touched`;
  return row ?? { customers: 0, squares: 0 };
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

type GroupRow = {
  held: boolean | null;
  policyVersion: number | null;
  count: number;
  buyers: number;
  mean: number;
  variance: number | null;
};

/**
 * Each compared customer of a span (of the decisions `d` that a condition leaves), with the net revenue from their first
 * decision in it to its end: in the holdout or not. Both could have been written to: who was blocked is not among them, nor whom the rollout had not reached, and what
 * became of a treated customer's message does not matter, so that nobody is picked after the fact.
 */
function comparedCustomers(ctx: ServiceContext, { from, to }: Span, only: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  return Prisma.sql`
    WITH wanted AS (
      SELECT DISTINCT ON (customer_id) customer_id, held_out AS held, decided_at AS since, policy_version
      FROM decision d
      WHERE ${only} AND workspace_id = ${ctx.workspaceId}::uuid AND decided_at >= ${from} AND decided_at < ${to}
        AND NOT outside_cohort AND action IS NOT NULL AND NOT verdicts @> '[{"verdict": "block"}]'::jsonb
      ORDER BY customer_id, decided_at, id
    )
    SELECT w.customer_id, w.held, w.since, w.policy_version,
      coalesce(sum(greatest(0, o.revenue_cents - o.refunded_cents)), 0)::float8 AS cents
    FROM wanted w LEFT JOIN shop_order o ON o.workspace_id = ${ctx.workspaceId}::uuid
      AND o.customer_id = w.customer_id AND o.ordered_at > w.since AND o.ordered_at < ${to}
    GROUP BY w.customer_id, w.held, w.since, w.policy_version`;
}

/**
 * Net revenue per customer of those in the holdout, and of all others: see `comparedCustomers`. `drawn` is the share that
 * the policies left alone under which they were first decided on, each as often as it had customers.
 */
export async function loadGroups(db: Db, ctx: ServiceContext, span: Span, only?: Prisma.Sql): Promise<Groups> {
  const rows = await db.$queryRaw<GroupRow[]>`
    SELECT held, policy_version AS "policyVersion", count(*)::int AS count,
      (count(*) FILTER (WHERE cents > 0))::int AS buyers, avg(cents) AS mean, var_samp(cents) AS variance
    FROM (${comparedCustomers(ctx, span, only)}) AS revenue GROUP BY GROUPING SETS ((held), (policy_version))`;
  const group = (held: boolean): Group => {
    const row = rows.find((each) => each.held === held);
    return { count: row?.count ?? 0, buyers: row?.buyers ?? 0, mean: row?.mean ?? 0, variance: row?.variance ?? 0 };
  };
  const [treated, heldOut] = [group(false), group(true)];
  return { treated, heldOut, drawn: await shareDrawn(db, ctx, rows) };
}

async function shareDrawn(db: Db, ctx: ServiceContext, rows: readonly GroupRow[]): Promise<number> {
  const counts = rows.flatMap(({ policyVersion, count }) => (policyVersion === null ? [] : [{ policyVersion, count }]));
  const customers = counts.reduce((total, { count }) => total + count, 0);
  if (customers === 0) return 0;
  const shares = await holdoutShares(
    db,
    ctx,
    counts.map(({ policyVersion }) => policyVersion),
  );
  return (
    counts.reduce((sum, { policyVersion, count }) => sum + count * (shares.get(policyVersion) ?? 0), 0) / customers
  );
}

/** One customer of the comparison; `externalId` is the shop's own id for them, where it gave one. */
export type ComparedCustomer = {
  customerId: string;
  externalId: string | null;
  heldOut: boolean;
  since: Date;
  cents: number;
};

/** The customers behind the comparison, one by one, in order of their ids. Asks for no right: a verb that shows them does. */
export function loadCompared(ctx: ServiceContext, span: Span, only?: Prisma.Sql): Promise<ComparedCustomer[]> {
  return ctx.db.$queryRaw<ComparedCustomer[]>`
    SELECT r.customer_id AS "customerId", c.external_id AS "externalId", r.held AS "heldOut", r.since, r.cents
    FROM (${comparedCustomers(ctx, span, only)}) AS r
    JOIN customer c ON c.workspace_id = ${ctx.workspaceId}::uuid AND c.id = r.customer_id ORDER BY r.customer_id`;
}
