import { actionName, agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES, isChannel } from '@/domain/channels/channel-ids';
import { contributions } from '@/domain/measurement/contribution';
import { type DayRange, lengthOf } from '@/domain/measurement/day-range';
import {
  columnsBefore,
  columnsOf,
  evaluate,
  isFraction,
  type Kpi,
  type KpiResult,
  NO_SERVICE,
} from '@/domain/measurement/kpi';
import { type Ledger, type LedgerColumn, NOTHING_COUNTED } from '@/domain/measurement/ledger';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { kpiOf, type Period, periodOf } from './kpis';
import { ledgerHours, ledgerOf, ledgerRows, sumsOf } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** What a figure can be split by: facts of the decisions behind it. */
export const BREAKDOWNS = ['action', 'agent', 'channel', 'campaign', 'template'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export type KpiPart = {
  key: string;
  name: string;
  value: number | null;
  numerator: number;
  denominator: number;
  /** Its value in the period compared with; null without one, and where it had nothing then. */
  previous: number | null;
  /** What it had to do with the change of the whole, in the figure's unit; null where that cannot be told. */
  contribution: number | null;
};

export type KpiBreakdown = {
  kpi: string;
  period: Period;
  /** Those that weigh most first. The parts of a sum or ratio add up to the figure's own, and so do their contributions. */
  parts: KpiPart[];
};

/** What a row of the ledger is put under, by each of them. */
export const PART_KEYS: Record<Breakdown, Prisma.Sql> = {
  action: Prisma.sql`agent_id || ':' || action`,
  agent: Prisma.sql`agent_id`,
  channel: Prisma.sql`channel`,
  campaign: Prisma.sql`campaign`,
  template: Prisma.sql`template`,
};

type Asked = RangeInput & { kpi: string; by: Breakdown; compare?: RangeInput | undefined };

/** A figure split by a fact of the decisions behind it, beside the period compared with. Right: measurement.read. */
export async function kpiBreakdown(ctx: ServiceContext, input: Asked): Promise<KpiBreakdown> {
  authorise(ctx, 'measurement.read');
  const kpi = kpiOf(input.kpi);
  const range = resolveRange(ctx, input);
  const compare = input.compare && resolveRange(ctx, input.compare);
  const [now, then] = await Promise.all([
    loadParts(ctx, kpi, range, input.by),
    compare ? loadParts(ctx, kpi, compare, input.by) : new Map<string, KpiResult>(),
  ]);
  const keys = [...new Set([...now.keys(), ...then.keys()])];
  const shares = compare ? contributionsOf(kpi, keys, now, then) : null;
  const names = await breakdownNames(ctx, input.by, keys);
  const parts = keys
    .map((key, index) => ({
      key,
      name: names.get(key) ?? key,
      ...(now.get(key) ?? NO_PART),
      previous: then.get(key)?.value ?? null,
      contribution: shares?.[index] ?? null,
    }))
    .toSorted((a, b) => b.denominator - a.denominator || b.numerator - a.numerator);
  return { kpi: kpi.id, period: periodOf(ctx, range), parts };
}

const NO_PART: KpiResult = { value: null, numerator: 0, denominator: 0 };

type PartRow = Partial<Ledger> & { key: string; customersTouched?: number; medianReviewMs?: number | null };

/** The parts that have anything, by key. */
async function loadParts(
  ctx: ServiceContext,
  kpi: Kpi,
  range: DayRange,
  by: Breakdown,
): Promise<Map<string, KpiResult>> {
  const parts = (await loadPartRows(ctx, kpi, range, by)).map(
    ({ key, customersTouched = 0, medianReviewMs = null, ...row }) => {
      const facts = {
        ledger: ledgerOf(row),
        before: NOTHING_COUNTED,
        customersTouched,
        medianReviewMs,
        service: NO_SERVICE,
      };
      return [key, evaluate(kpi, { ...facts, days: lengthOf(range) })] as const;
    },
  );
  return new Map(parts.filter(([, part]) => part.numerator !== 0 || (isFraction(kpi) && part.denominator > 0)));
}

async function loadPartRows(ctx: ServiceContext, kpi: Kpi, range: DayRange, by: Breakdown): Promise<PartRow[]> {
  const columns = columnsOf(kpi);
  if (!columns || columnsBefore(kpi).length > 0) return [];
  const needed = [...new Set<LedgerColumn>(columns)];
  const span = await spanOf(ctx, range);
  switch (kpi.measure.kind) {
    // Neither is a sum over hours.
    case 'perCustomerMonth':
      return ctx.db.$queryRaw<PartRow[]>`
        SELECT ${PART_KEYS[by]} AS key, ${sumsOf(needed)}, count(DISTINCT customer_id)::int AS "customersTouched"
        FROM (${ledgerRows(ctx, span, needed)}) AS ledger WHERE touches > 0 GROUP BY 1`;
    case 'medianReview':
      return ctx.db.$queryRaw<PartRow[]>`
        SELECT ${PART_KEYS[by]} AS key, ${sumsOf(needed)},
          percentile_cont(0.5) WITHIN GROUP (ORDER BY review_ms) AS "medianReviewMs"
        FROM (${ledgerRows(ctx, span, needed)}) AS ledger WHERE reviewed > 0 GROUP BY 1`;
    default: {
      const hours = await ledgerHours(ctx, span, { needed });
      return ctx.db.$queryRaw<PartRow[]>`
        SELECT ${PART_KEYS[by]} AS key, ${sumsOf(needed)} FROM (${hours}) AS ledger GROUP BY 1`;
    }
  }
}

/** In the order of the keys; null where parts are not parts of one sum. */
function contributionsOf(
  kpi: Kpi,
  keys: readonly string[],
  now: ReadonlyMap<string, KpiResult>,
  then: ReadonlyMap<string, KpiResult>,
): number[] | null {
  const { kind } = kpi.measure;
  if (kind === 'perCustomerMonth' || kind === 'medianReview') return null;
  const compared = keys.map((key) => {
    const [part, before] = [now.get(key) ?? NO_PART, then.get(key) ?? NO_PART];
    return {
      numerator: part.numerator,
      denominator: part.denominator,
      numeratorBefore: before.numerator,
      denominatorBefore: before.denominator,
    };
  });
  return contributions(compared, isFraction(kpi) ? 'fraction' : 'sum');
}

/** How parts of a figure are called, by key. */
export async function breakdownNames(
  ctx: ServiceContext,
  by: Breakdown,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const campaigns = by === 'campaign' ? await campaignNames(ctx, keys) : new Map<string, string>();
  return new Map(keys.map((key) => [key, nameOf(by, key, campaigns)]));
}

async function campaignNames(ctx: ServiceContext, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: keys.filter((key) => key !== '') } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function nameOf(by: Breakdown, key: string, campaigns: ReadonlyMap<string, string>): string {
  switch (by) {
    case 'agent':
      return key ? agentName(key) : 'No agent';
    case 'channel':
      return isChannel(key) ? CHANNEL_NAMES[key] : key || 'No channel';
    case 'campaign':
      return key ? (campaigns.get(key) ?? 'A campaign that is gone') : 'No campaign';
    case 'template':
      return key || 'No message';
    case 'action': {
      const [agentId = '', action = ''] = key.split(':');
      return action ? actionName(agentId, action) : 'No action';
    }
  }
}
