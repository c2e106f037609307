import type { DayRange } from '@/domain/measurement/day-range';
import type { ServiceContext } from '../../context';
import { type AttributionComparison, compareAttribution } from '../attribution';
import { listTests, type TestView } from '../creative';
import { type Kpis, kpis, type RoiMeasured, roiFacts, spanOf } from '../measurement';
import { getRollout, type Rollout } from '../rollout';

/** Customers first met in one month, and what those of them who have bought brought in the report's month. */
export type CohortRow = { month: string; customers: number; buyers: number; revenueCents: number };

/** What a month's report of impact looks at. */
export type ImpactFacts = {
  figures: Kpis;
  attribution: AttributionComparison;
  byAgent: AttributionComparison;
  roi: RoiMeasured;
  roiBefore: RoiMeasured;
  cohorts: CohortRow[];
  tests: TestView[];
  rollout: Rollout;
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
    listTests(ctx, {}),
    getRollout(ctx),
  ]);
  return {
    ...{ figures, attribution, byAgent, roi, roiBefore, cohorts, rollout },
    tests: tests.tests.filter(
      ({ startedAt, endedAt }) =>
        startedAt !== null && startedAt < span.to && (endedAt === null || endedAt >= span.from),
    ),
  };
}

async function loadCohorts(ctx: ServiceContext, { from, to }: { from: Date; to: Date }): Promise<CohortRow[]> {
  const { timezone } = ctx.workspace;
  return ctx.db.$queryRaw<CohortRow[]>`
    WITH met AS (
      SELECT id, greatest(
          date_trunc('month', first_seen_at AT TIME ZONE ${timezone}),
          date_trunc('month', ${from}::timestamptz AT TIME ZONE ${timezone}) - make_interval(months => ${COHORTS})
        ) AS month
      FROM customer WHERE workspace_id = ${ctx.workspaceId}::uuid AND first_seen_at < ${to}),
    bought AS (
      SELECT customer_id, sum(greatest(0, revenue_cents - refunded_cents)) AS cents FROM shop_order
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND ordered_at >= ${from} AND ordered_at < ${to}
      GROUP BY customer_id)
    SELECT to_char(month, 'YYYY-MM-DD') AS month, count(*)::int AS customers, count(b.customer_id)::int AS buyers,
      coalesce(sum(b.cents), 0)::float8 AS "revenueCents"
    FROM met LEFT JOIN bought b ON b.customer_id = met.id GROUP BY month ORDER BY month DESC`;
}
