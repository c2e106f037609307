import { actionName, agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import { lengthOf } from '@/domain/measurement/day-range';
import { evaluate } from '@/domain/measurement/kpi';
import type { Ledger } from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { kpiOf, type Period, periodOf } from './kpis';
import { LEDGER_SUMS, ledgerOf, ledgerRows } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** What a figure can be split by: facts of the decisions behind it. */
export const BREAKDOWNS = ['action', 'agent', 'channel'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export type KpiBreakdown = {
  kpi: string;
  period: Period;
  /** Those that weigh most first. The parts of a sum or ratio add up to the figure's own. */
  parts: { key: string; name: string; value: number | null; numerator: number; denominator: number }[];
};

/** What a decision `d` is put under, by each of them. */
export const PART_KEYS: Record<Breakdown, Prisma.Sql> = {
  action: Prisma.sql`d.agent_id || ':' || coalesce(d.action, '')`,
  agent: Prisma.sql`d.agent_id`,
  channel: Prisma.sql`coalesce(d.channel, '')`,
};

type PartRow = Ledger & { key: string; customersTouched: number; medianReviewMs: number | null };

/** A figure split by agent, action or channel of the decisions behind it. Right: measurement.read. */
export async function kpiBreakdown(
  ctx: ServiceContext,
  input: RangeInput & { kpi: string; by: Breakdown },
): Promise<KpiBreakdown> {
  authorise(ctx, 'measurement.read');
  const kpi = kpiOf(input.kpi);
  const range = resolveRange(ctx, input);
  const rows = await ctx.db.$queryRaw<PartRow[]>`
    WITH ledger AS MATERIALIZED (${ledgerRows(ctx, await spanOf(ctx, range))})
    SELECT ${PART_KEYS[input.by]} AS key, ${LEDGER_SUMS},
      count(DISTINCT ledger.customer_id) FILTER (WHERE touches > 0)::int AS "customersTouched",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY review_ms) FILTER (WHERE reviewed > 0) AS "medianReviewMs"
    FROM ledger JOIN decision d ON d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = ledger.decision_id
    GROUP BY 1`;
  const parts = rows
    .map(({ key, customersTouched, medianReviewMs, ...row }) => {
      const facts = { ledger: ledgerOf(row), customersTouched, medianReviewMs, days: lengthOf(range) };
      const { value, numerator, denominator } = evaluate(kpi, facts);
      return { key, name: nameOf(input.by, key), value, numerator, denominator };
    })
    .filter((part) => part.numerator !== 0 || (part.denominator > 0 && kpi.measure.kind !== 'sum'))
    .toSorted((a, b) => b.denominator - a.denominator || b.numerator - a.numerator);
  return { kpi: kpi.id, period: periodOf(ctx, range), parts };
}

function nameOf(by: Breakdown, key: string): string {
  if (by === 'agent') return agentName(key);
  if (by === 'channel') return isChannel(key) ? CHANNEL_NAMES[key] : key || 'No channel';
  const [agentId = '', action = ''] = key.split(':');
  return action ? actionName(agentId, action) : 'No action';
}
