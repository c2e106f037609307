import type { DayRange } from '@/domain/measurement/day-range';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { type AttributionComparison, compareAttribution } from '../attribution';
import { type TestResult, testsWithin } from '../creative';
import { type Kpis, kpis, type RoiMeasured, roiFacts, spanOf } from '../measurement';
import { type RolloutStep, stepInForce } from '../rollout';

/** Customers first met in one month, and what those of them who have bought brought in the report's month. */
export type CohortRow = {
  month: string;
  /** It holds everybody of before as well. */
  andBefore: boolean;
  customers: number;
  buyers: number;
  revenueCents: number;
};

/** What a month's report of impact looks at. */
export type ImpactFacts = {
  figures: Kpis;
  attribution: AttributionComparison;
  byAgent: AttributionComparison;
  roi: RoiMeasured;
  roiBefore: RoiMeasured;
  cohorts: CohortRow[];
  tests: TestResult[];
  /** Null where no rollout is running. */
  rollout: RolloutStep | null;
};

/** Months in which customers were met that stand alone; those before are one row. */
const COHORTS = 6;

/** What a month's touches were credited with, what they caused and what they cost, beside the month before. */
export async function impactFacts(ctx: ServiceContext, range: DayRange, before: DayRange): Promise<ImpactFacts> {
  const span = await spanOf(ctx, range);
  const [figures, attribution, byAgent, roi, roiBefore, cohorts, tests, rollout] = await Promise.all([
    kpis(ctx, range, before),
    compareAttribution(ctx, { ...range, by: 'channel' }),
    compareAttribution(ctx, { ...range, by: 'agent' }),
    roiFacts(ctx, range),
    roiFacts(ctx, before),
    loadCohorts(ctx, span),
    testsWithin(ctx, span),
    stepInForce(ctx),
  ]);
  return { figures, attribution, byAgent, roi, roiBefore, cohorts, tests, rollout };
}

/** Counted from the index over when customers came, so that of the customers themselves only those who bought are read. */
async function loadCohorts(ctx: ServiceContext, { from, to }: { from: Date; to: Date }): Promise<CohortRow[]> {
  const { workspaceId, workspace } = ctx;
  const { timezone } = workspace;
  const first = Prisma.sql`
    date_trunc('month', ${from}::timestamptz AT TIME ZONE ${timezone}) - make_interval(months => ${COHORTS})`;
  const month = Prisma.sql`greatest(date_trunc('month', c.first_seen_at AT TIME ZONE ${timezone}), ${first})`;
  return ctx.db.$queryRaw<CohortRow[]>`
    WITH met AS (
      SELECT ${month} AS month, count(*)::int AS customers FROM customer c
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.first_seen_at < ${to} GROUP BY 1),
    bought AS (
      SELECT customer_id, sum(greatest(0, revenue_cents - refunded_cents)) AS cents FROM shop_order
      WHERE workspace_id = ${workspaceId}::uuid AND ordered_at >= ${from} AND ordered_at < ${to} GROUP BY customer_id),
    brought AS (
      SELECT ${month} AS month, count(*)::int AS buyers, sum(b.cents)::float8 AS cents
      FROM bought b JOIN customer c ON c.workspace_id = ${workspaceId}::uuid AND c.id = b.customer_id
      WHERE c.first_seen_at < ${to} GROUP BY 1)
    SELECT to_char(month, 'YYYY-MM-DD') AS month, month = ${first} AS "andBefore", customers, coalesce(buyers, 0) AS buyers,
      coalesce(cents, 0)::float8 AS "revenueCents"
    FROM met LEFT JOIN brought USING (month) ORDER BY month DESC`;
}
