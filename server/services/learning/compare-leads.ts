import { WINBACK_ARMS, type WinbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { compareArms, type MetricResult } from '@/domain/experiments/compare-arms';
import { DEFAULT_DESIGN, type Metric } from '@/domain/experiments/experiment';
import { after, DAY } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { TOLD_BY_THE_SHOP } from './measured-decisions';

/** What came of the words that win-back series lead with. `revenue` is per customer, in minor units. */
export type LeadComparison = {
  cameBack: MetricResult;
  revenue: MetricResult;
  /** Days after a series began within which an order counts. */
  days: number;
  /** Series that began and are not over yet: in none of the figures. */
  underWay: number;
};

const CAME_BACK: Metric = { id: 'came_back', name: 'Came back', kind: 'share', role: 'goal', goal: 'increase' };
const REVENUE: Metric = {
  id: 'revenue',
  name: 'Revenue per customer',
  kind: 'mean',
  role: 'secondary',
  goal: 'increase',
};

type Row = { arm: WinbackArm; people: number; returned: number; mean: number; squares: number };

/**
 * Win-back series by what they lead with, each drawn by the customer's id: whoever began one is counted where they were
 * drawn, also when no message left, since what may leave hangs on the words. Those held out are in none. Intervals hold
 * however often somebody looks. Right: decisions.read.
 */
export async function compareLeads(ctx: ServiceContext): Promise<LeadComparison> {
  authorise(ctx, 'decisions.read');
  const { document: policy } = await activePolicy(ctx);
  const lastDay = Math.max(...policy.winback.waves.map(({ day }) => day));
  const days = lastDay + policy.attribution.otherDays;
  const over = after(ctx.now, -days * DAY);
  const [rows, [{ underWay } = { underWay: 0 }]] = await Promise.all([
    ctx.db.$queryRaw<Row[]>`
      SELECT arm, count(*)::float8 AS people, count(*) FILTER (WHERE orders > 0)::float8 AS returned,
        avg(cents)::float8 AS mean, coalesce(var_pop(cents) * count(*), 0)::float8 AS squares
      FROM (
        SELECT s.arm, bought.orders, bought.cents FROM winback_spell s, LATERAL (
          SELECT count(*) AS orders, coalesce(sum(o.revenue_cents - o.refunded_cents), 0)::float8 AS cents
          FROM shop_order o
          WHERE o.workspace_id = s.workspace_id AND o.customer_id = s.customer_id AND o.ordered_at > s.started_at
            AND o.ordered_at <= s.started_at + ${days}::int * interval '1 day'
            AND o.refunded_cents < o.revenue_cents AND ${Prisma.raw(TOLD_BY_THE_SHOP)}
        ) bought
        WHERE s.workspace_id = ${ctx.workspaceId}::uuid AND s.started_at <= ${over} AND ${wasWrittenTo()}
      ) series
      GROUP BY arm`,
    ctx.db.$queryRaw<{ underWay: number }[]>`
      SELECT count(*)::float8 AS "underWay" FROM winback_spell s
      WHERE s.workspace_id = ${ctx.workspaceId}::uuid AND s.started_at > ${over} AND ${wasWrittenTo()}`,
  ]);
  const arms = WINBACK_ARMS.map((name) => {
    const { people, returned, mean, squares } = rows.find(({ arm }) => arm === name) ?? NOBODY;
    const shares = { kind: 'share' as const, successes: returned, trials: people };
    return { name, people, outcomes: [shares, { kind: 'mean' as const, moments: { count: people, mean, squares } }] };
  });
  const design = { ...DEFAULT_DESIGN, looked: 'continuously' as const };
  return {
    cameBack: compareArms(arms, CAME_BACK, 0, design),
    revenue: compareArms(arms, REVENUE, 1, design),
    days,
    underWay,
  };
}

const NOBODY = { people: 0, returned: 0, mean: 0, squares: 0 };

/** Whether the series' first question was decided for somebody who was drawn to be written to. */
function wasWrittenTo(): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM decision d WHERE d.workspace_id = s.workspace_id AND d.agent_id = 'cart_winback'
    AND d.trigger_key = 'winback:' || s.id || ':1' AND NOT d.held_out AND NOT d.outside_cohort)`;
}
