import { z } from 'zod';
import type { DayRange } from '@/domain/measurement/day-range';
import { columnsOf, type Kpi } from '@/domain/measurement/kpi';
import { csvLine } from '@/domain/shared/csv-cell';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { pageOf, readCursor, writeCursor } from '../../keyset';
import { kpiOf, type Period, periodOf } from './kpis';
import { ledgerRows, sumOf } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** Which decisions: those behind one figure, over a range or on one day of it. */
export type KpiDecisionsInput = RangeInput & { kpi: string; day?: string | undefined };

/** A decision and what it adds to the figure's two parts. */
export type KpiDecision = {
  decisionId: string;
  decidedAt: Date;
  agentId: string;
  action: string | null;
  channel: string | null;
  outcome: string;
  summary: string;
  /** Null for roles that may not see customers. */
  customer: { id: string; name: string | null } | null;
  numerator: number;
  denominator: number;
  isSimulated: boolean;
};

export type KpiDecisions = {
  kpi: string;
  period: Period;
  items: KpiDecision[];
  /** Over all of them, whatever page this is: the same as the figure's own. */
  totals: { decisions: number; numerator: number; denominator: number };
  nextCursor: string | null;
};

type Key = z.infer<typeof Cursor>;
type DecisionRow = Omit<KpiDecision, 'customer'> & {
  customerId: string;
  firstName: string | null;
  lastName: string | null;
};

const Cursor = z.object({ numerator: z.number(), denominator: z.number(), id: z.uuid() });
const EXPORT_PAGE = 1_000;
const EXPORT_ROWS = 20_000;

/**
 * The decisions behind a figure, those that add most first. Their parts sum to the figure's own numerator and
 * denominator. Right: measurement.read.
 */
export async function kpiDecisions(
  ctx: ServiceContext,
  input: KpiDecisionsInput & { cursor?: string | undefined; limit: number },
): Promise<KpiDecisions> {
  authorise(ctx, 'measurement.read');
  const kpi = kpiOf(input.kpi);
  const range = dayOrRange(resolveRange(ctx, input), input.day);
  const behind = await decisionsBehind(ctx, kpi, range);
  const [rows, totals] = await Promise.all([
    loadPage(ctx, behind, input.cursor ? readCursor(Cursor, input.cursor) : null, input.limit + 1),
    loadTotals(ctx, behind),
  ]);
  const page = pageOf(
    rows.map((row) => itemOf(ctx, row)),
    input.limit,
    ({ numerator, denominator, decisionId: id }) => writeCursor({ numerator, denominator, id }),
  );
  return { kpi: kpi.id, period: periodOf(ctx, range), ...page, totals };
}

/**
 * The decisions behind a figure as CSV, `EXPORT_ROWS` at most; `isComplete` tells whether that was all. Right:
 * measurement.read.
 */
export async function exportKpiDecisions(
  ctx: ServiceContext,
  input: KpiDecisionsInput,
): Promise<{ fileName: string; csv: string; rows: number; isComplete: boolean }> {
  const kpi = kpiOf(input.kpi);
  const [numerator, denominator] = columnsOf(kpi);
  const head = ['decision', 'decided_at', 'agent', 'action', 'channel', 'outcome', 'summary', 'customer', numerator];
  const lines = [csvLine(numerator === denominator ? head : [...head, denominator])];
  let cursor: string | undefined;
  do {
    const page: KpiDecisions = await kpiDecisions(ctx, { ...input, cursor, limit: EXPORT_PAGE });
    for (const item of page.items) lines.push(lineOf(item, numerator !== denominator));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && lines.length <= EXPORT_ROWS);
  const { from, to } = dayOrRange(resolveRange(ctx, input), input.day);
  const fileName = `${ctx.workspace.slug}-${kpi.id}-${from}-${to}.csv`;
  return { fileName, csv: lines.join(''), rows: lines.length - 1, isComplete: !cursor };
}

function lineOf(item: KpiDecision, withDenominator: boolean): string {
  const { decisionId, decidedAt, agentId, action, channel, outcome, summary, customer, numerator, denominator } = item;
  const cells = [decisionId, decidedAt.toISOString(), agentId, action, channel, outcome, summary, customer?.id ?? null];
  return csvLine(withDenominator ? [...cells, numerator, denominator] : [...cells, numerator]);
}

function dayOrRange(range: DayRange, day: string | undefined): DayRange {
  if (!day) return range;
  if (day < range.from || day > range.to) {
    throw new ServiceError('invalid', `The day must lie between ${range.from} and ${range.to}.`, { field: 'day' });
  }
  return { from: day, to: day };
}

/** One row a decision that adds to either part of the figure. */
async function decisionsBehind(ctx: ServiceContext, kpi: Kpi, range: DayRange): Promise<Prisma.Sql> {
  const [numerator, denominator] = columnsOf(kpi);
  const needed = [...new Set([numerator, denominator])];
  const rows = ledgerRows(ctx, await spanOf(ctx, range), needed);
  return Prisma.sql`
    SELECT decision_id, ${sumOf(numerator, 'numerator')}, ${sumOf(denominator, 'denominator')}
    FROM (${rows}) AS ledger GROUP BY decision_id
    HAVING ${Prisma.raw(`sum(abs(${numerator})) + sum(abs(${denominator})) > 0`)}`;
}

function loadPage(ctx: ServiceContext, behind: Prisma.Sql, after: Key | null, limit: number): Promise<DecisionRow[]> {
  const further = after
    ? Prisma.sql`AND (b.numerator, b.denominator, d.id) < (${after.numerator}::float8, ${after.denominator}::float8, ${after.id}::uuid)`
    : Prisma.empty;
  // Materialised: with stale statistics the sums were taken anew for each decision.
  return ctx.db.$queryRaw<DecisionRow[]>`
    WITH b AS MATERIALIZED (${behind})
    SELECT d.id AS "decisionId", d.decided_at AS "decidedAt", d.agent_id AS "agentId", d.action, d.channel, d.outcome,
      d.summary, d.customer_id AS "customerId", c.first_name AS "firstName", c.last_name AS "lastName",
      b.numerator, b.denominator, d.is_simulated AS "isSimulated"
    FROM b
    JOIN decision d ON d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = b.decision_id
    JOIN customer c ON c.workspace_id = d.workspace_id AND c.id = d.customer_id
    WHERE true ${further}
    ORDER BY b.numerator DESC, b.denominator DESC, d.id DESC LIMIT ${limit}`;
}

async function loadTotals(ctx: ServiceContext, behind: Prisma.Sql): Promise<KpiDecisions['totals']> {
  const [totals] = await ctx.db.$queryRaw<KpiDecisions['totals'][]>`
    SELECT count(*)::int AS decisions, coalesce(sum(numerator), 0)::float8 AS numerator,
      coalesce(sum(denominator), 0)::float8 AS denominator FROM (${behind}) b`;
  return totals ?? { decisions: 0, numerator: 0, denominator: 0 };
}

function itemOf(ctx: ServiceContext, row: DecisionRow): KpiDecision {
  const { customerId, firstName, lastName, ...item } = row;
  const maySee = actorMay(ctx, 'customers.read');
  const name = [firstName, lastName].filter(Boolean).join(' ') || null;
  return { ...item, customer: maySee ? { id: customerId, name } : null };
}
