import { z } from 'zod';
import { customerName } from '@/domain/customers/customer-name';
import type { DayRange } from '@/domain/measurement/day-range';
import { columnsOf, countsToDate, type Kpi, type KpiSubject } from '@/domain/measurement/kpi';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { type Breakdown, PART_KEYS } from './kpi-breakdown';
import { kpiOf, type Period, periodOf } from './kpis';
import { ledgerRows, sumOf } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** One part of a figure that is split, by the key its breakdown gives. */
export type FigurePart = { by: Breakdown; key: string };

/** Which decisions: those behind one figure or one part of it, over a range or on one day of it. */
export type KpiDecisionsInput = RangeInput & {
  kpi: string;
  day?: string | undefined;
  part?: FigurePart | undefined;
};

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
  customer: { id: string; name: string } | null;
  numerator: number;
  denominator: number;
  isSimulated: boolean;
};

/** How many rows stand behind a figure, and their sums. */
export type Totals = { rows: number; numerator: number; denominator: number };

export type KpiDecisions = {
  kpi: string;
  period: Period;
  items: KpiDecision[];
  /** Over all of them, whatever page this is: the same as the figure's own. */
  totals: Totals;
  nextCursor: string | null;
};

type Key = z.infer<typeof BehindCursor>;
type DecisionRow = Omit<KpiDecision, 'customer'> & {
  customerId: string;
  firstName: string | null;
  lastName: string | null;
  externalId: string | null;
  email: string | null;
};

/** Where a list of what stands behind a figure goes on. */
export const BehindCursor = z.object({ numerator: z.number(), denominator: z.number(), id: z.uuid() });

/**
 * The decisions behind a figure, those that add most first. Their parts sum to the figure's own numerator and
 * denominator. Right: measurement.read.
 */
export async function kpiDecisions(
  ctx: ServiceContext,
  input: KpiDecisionsInput & { cursor?: string | undefined; limit: number },
): Promise<KpiDecisions> {
  authorise(ctx, 'measurement.read');
  const behind = await behindFigure(ctx, input);
  if (behind.kpi.subject !== 'decision') {
    throw new ServiceError('invalid', `What stands behind it is counted by ${behind.kpi.subject}.`, { field: 'kpi' });
  }
  const [page, totals] = await Promise.all([pageBehind(ctx, behind, input), totalsBehind(ctx, behind)]);
  return { kpi: behind.kpi.id, period: periodOf(ctx, behind.range), ...page, totals };
}

/** A figure, the days it is looked at over, and one row for each thing that adds to either of its parts. */
export type Behind = { kpi: Kpi; range: DayRange; part: FigurePart | undefined; rows: Prisma.Sql };

/** What stands behind a figure, ready to be read. Throws not_found for no figure, invalid for a wrong range. */
export async function behindFigure(ctx: ServiceContext, input: KpiDecisionsInput): Promise<Behind> {
  const kpi = kpiOf(input.kpi);
  const range = dayOrRange(resolveRange(ctx, input), input.day);
  return { kpi, range, part: input.part, rows: await rowsBehind(ctx, kpi, range, input.part) };
}

/** Some of the decisions behind a figure, those that add most first. */
export async function pageBehind(
  ctx: ServiceContext,
  { rows: behind }: Behind,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<KpiDecision>> {
  const rows = await loadPage(ctx, behind, cursor ? readCursor(BehindCursor, cursor) : null, limit + 1);
  const items = rows.map((row) => itemOf(ctx, row));
  return pageOf(items, limit, ({ numerator, denominator, decisionId: id }) =>
    writeCursor({ numerator, denominator, id }),
  );
}

/** How many rows stand behind a figure, and what they sum to. */
export async function totalsBehind(ctx: ServiceContext, { rows }: Behind): Promise<Totals> {
  const [totals] = await ctx.db.$queryRaw<Totals[]>`
    SELECT count(*)::int AS rows, coalesce(sum(numerator), 0)::float8 AS numerator,
      coalesce(sum(denominator), 0)::float8 AS denominator FROM (${rows}) b`;
  return totals ?? { rows: 0, numerator: 0, denominator: 0 };
}

function dayOrRange(range: DayRange, day: string | undefined): DayRange {
  if (!day) return range;
  if (day < range.from || day > range.to) {
    throw new ServiceError('invalid', `The day must lie between ${range.from} and ${range.to}.`, { field: 'day' });
  }
  return { from: day, to: day };
}

/** What the rows behind a figure are told apart by. */
const SUBJECT_KEYS: Record<KpiSubject, Prisma.Sql> = {
  decision: Prisma.sql`decision_id`,
  customer: Prisma.sql`customer_id`,
  campaign: Prisma.sql`subject_id`,
  test: Prisma.sql`subject_id`,
};

/** One row a decision, customer, campaign or test that adds to either part of the figure. */
async function rowsBehind(
  ctx: ServiceContext,
  kpi: Kpi,
  range: DayRange,
  part: FigurePart | undefined,
): Promise<Prisma.Sql> {
  const columns = columnsOf(kpi);
  if (!columns)
    return Prisma.sql`SELECT NULL::uuid AS id, 0::float8 AS numerator, 0::float8 AS denominator WHERE false`;
  const [numerator, denominator] = columns;
  const { from, to } = await spanOf(ctx, range);
  const span = { from: countsToDate(kpi) ? new Date(0) : from, to };
  const rows = ledgerRows(ctx, span, [...new Set([numerator, denominator])]);
  const only = part ? Prisma.sql`WHERE ${PART_KEYS[part.by]} = ${part.key}` : Prisma.empty;
  return Prisma.sql`
    SELECT ${SUBJECT_KEYS[kpi.subject]} AS id, ${sumOf(numerator, 'numerator')}, ${sumOf(denominator, 'denominator')}
    FROM (${rows}) AS ledger ${only} GROUP BY 1
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
      c.external_id AS "externalId", c.email,
      b.numerator, b.denominator, d.is_simulated AS "isSimulated"
    FROM b
    JOIN decision d ON d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = b.id
    JOIN customer c ON c.workspace_id = d.workspace_id AND c.id = d.customer_id
    WHERE true ${further}
    ORDER BY b.numerator DESC, b.denominator DESC, d.id DESC LIMIT ${limit}`;
}

function itemOf(ctx: ServiceContext, row: DecisionRow): KpiDecision {
  const { customerId: id, firstName, lastName, externalId, email, ...item } = row;
  const maySee = actorMay(ctx, 'customers.read');
  const name = customerName({ id, firstName, lastName, externalId, email });
  return { ...item, customer: maySee ? { id, name } : null };
}
