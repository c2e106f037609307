import type { ChannelId } from '@/domain/channels/channel';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { type DayRange, lengthOf } from '@/domain/measurement/day-range';
import { type KpiSpread, medianRanks, sampleOf } from '@/domain/measurement/evidence';
import type { Group, Groups } from '@/domain/measurement/incremental';
import { columnsBefore, type Kpi, type KpiFacts, NO_SERVICE } from '@/domain/measurement/kpi';
import { KPIS } from '@/domain/measurement/kpis/registry';
import {
  LEDGER_COLUMNS,
  type Ledger,
  type LedgerColumn,
  NOTHING_COUNTED,
  outcomeColumn,
} from '@/domain/measurement/ledger';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { holdoutShares } from '../policies';
import { ledgerHours, ledgerOf, ledgerTotals, sumsOf } from './ledger-query';
import { type Span, spanOf } from './range';
import { loadService } from './service-facts';
import { countTouched, NOBODY } from './touched-customers';

/** The facts of a range, and how far its single cases lie apart. */
export type SpreadFacts = { facts: KpiFacts; spread: KpiSpread };

/** Everything the KPIs of a range of days are computed from, and judged by. */
export async function loadFacts(ctx: ServiceContext, range: DayRange): Promise<SpreadFacts> {
  const span = await spanOf(ctx, range);
  const [ledger, before, [touched = NOBODY], service] = await Promise.all([
    loadLedger(ctx, span),
    loadBefore(ctx, span.from, KPIS),
    countTouched(ctx, [span]),
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
  { channel, needed = LEDGER_COLUMNS }: SumsAsked,
): Promise<SpreadFacts> {
  const span = await spanOf(ctx, range);
  const rows = channel
    ? Prisma.sql`SELECT * FROM (${await ledgerHours(ctx, span, { needed })}) AS hours WHERE channel = ${channel}`
    : await ledgerTotals(ctx, span, needed);
  const ledger = await summed(ctx, rows, needed);
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

/** The sums of a span. */
async function loadLedger(ctx: ServiceContext, span: Span): Promise<Ledger> {
  return summed(ctx, await ledgerTotals(ctx, span), LEDGER_COLUMNS);
}

async function summed(ctx: ServiceContext, rows: Prisma.Sql, needed: readonly LedgerColumn[]): Promise<Ledger> {
  const [row] = await ctx.db.$queryRaw<Partial<Ledger>[]>`SELECT ${sumsOf(needed)} FROM (${rows}) AS ledger`;
  return ledgerOf(row ?? {});
}

/** When figures begin to be counted: before the first year that can be asked for. */
const FIRST = new Date(0);

/** What some KPIs need to know of everything before an instant. */
export async function loadBefore(ctx: ServiceContext, from: Date, figures: readonly Kpi[]): Promise<Ledger> {
  const needed = [...new Set(figures.flatMap(columnsBefore))];
  if (needed.length === 0) return NOTHING_COUNTED;
  return summed(ctx, await ledgerTotals(ctx, { from: FIRST, to: from }, needed), needed);
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

/** How many decisions stand where, by the sums of a span. */
export function outcomesOf(ledger: Ledger): Record<string, number> {
  const counted = OUTCOMES.map((outcome) => [outcome, ledger[outcomeColumn(outcome)]] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/**
 * Customers as the holdout drew them: `customer_id`, `quarter`, `held`, `policy_version`, `drawn_at`. Everybody whom a draw
 * of these quarters concerned before the end of the span, from their first decision that guardrails let pass, also one before the span. Who
 * was drawn stays, whatever became of them: unsubscribed, suppressed, blocked or erased, so that nobody is picked after the
 * fact. A customer of two quarters is drawn twice, and counts in each of them. Of the decisions `d` that a condition leaves, the
 * first of those draws.
 */
function drawnCustomers(ctx: ServiceContext, { from, to }: Span, only?: Prisma.Sql): Prisma.Sql {
  if (!only) {
    return Prisma.sql`
      SELECT customer_id, quarter, held_out AS held, policy_version, drawn_at FROM holdout_draw
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND quarter >= holdout_quarter(${from}) AND drawn_at < ${to}`;
  }
  return Prisma.sql`
    SELECT DISTINCT ON (holdout_quarter(decided_at), customer_id)
      customer_id, holdout_quarter(decided_at) AS quarter, held_out AS held, policy_version, decided_at AS drawn_at
    FROM decision d
    WHERE ${only} AND workspace_id = ${ctx.workspaceId}::uuid
      AND decided_at >= holdout_quarter(${from})::timestamp AT TIME ZONE 'UTC' AND decided_at < ${to}
      AND holdout_draws_by(outside_cohort, action, verdicts)
    ORDER BY holdout_quarter(decided_at), customer_id, decided_at, id`;
}

/** Net revenue of drawn customers within a span, from the draw to the end of its quarter; those who brought something. */
function drawnRevenue(ctx: ServiceContext, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT drawn.customer_id, drawn.quarter, drawn.held, sum(greatest(0, o.revenue_cents - o.refunded_cents))::float8 AS cents
    FROM shop_order o JOIN drawn ON drawn.customer_id = o.customer_id AND drawn.drawn_at < o.ordered_at
      AND drawn.quarter = holdout_quarter(o.ordered_at)
    WHERE o.workspace_id = ${ctx.workspaceId}::uuid AND o.ordered_at >= ${from} AND o.ordered_at < ${to}
    GROUP BY drawn.customer_id, drawn.quarter, drawn.held`;
}

type CountRow = { held: boolean; policyVersion: number; count: number };
type RevenueRow = { held: boolean; buyers: number; cents: number; squares: number };

/**
 * Net revenue per customer of those in the holdout, and of all others: see `drawnCustomers`. `drawn` is the share that the
 * policies left alone under which they were drawn, each as often as it had customers.
 */
export async function loadGroups(db: Db, ctx: ServiceContext, span: Span, only?: Prisma.Sql): Promise<Groups> {
  const drawn = drawnCustomers(ctx, span, only);
  const [counts, revenue] = await Promise.all([
    db.$queryRaw<CountRow[]>`
      SELECT held, policy_version AS "policyVersion", count(*)::int AS count FROM (${drawn}) AS drawn GROUP BY 1, 2`,
    db.$queryRaw<RevenueRow[]>`
      WITH drawn AS NOT MATERIALIZED (${drawn})
      SELECT held, count(*)::int AS buyers, sum(cents) AS cents, sum(cents * cents) AS squares
      FROM (${drawnRevenue(ctx, span)}) AS revenue WHERE cents > 0 GROUP BY held`,
  ]);
  const group = (held: boolean): Group => {
    const count = counts.reduce((sum, row) => sum + (row.held === held ? row.count : 0), 0);
    const { buyers, cents, squares } = revenue.find((row) => row.held === held) ?? NOTHING_BROUGHT;
    return { ...sampleOf(count, cents, squares), buyers };
  };
  return { treated: group(false), heldOut: group(true), drawn: await shareDrawn(db, ctx, counts) };
}

const NOTHING_BROUGHT = { buyers: 0, cents: 0, squares: 0 };

async function shareDrawn(db: Db, ctx: ServiceContext, counts: readonly CountRow[]): Promise<number> {
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

/**
 * One customer of the comparison; `externalId` is the shop's own id for them, where it gave one, and `since` is when their
 * revenue begins to count.
 */
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
    WITH drawn AS MATERIALIZED (${drawnCustomers(ctx, span, only)}), revenue AS (${drawnRevenue(ctx, span)})
    SELECT drawn.customer_id AS "customerId", c.external_id AS "externalId", drawn.held AS "heldOut",
      greatest(drawn.drawn_at, ${span.from}) AS since, coalesce(revenue.cents, 0) AS cents
    FROM drawn JOIN customer c ON c.workspace_id = ${ctx.workspaceId}::uuid AND c.id = drawn.customer_id
    LEFT JOIN revenue ON revenue.customer_id = drawn.customer_id AND revenue.quarter = drawn.quarter
    ORDER BY drawn.customer_id, drawn.quarter`;
}
