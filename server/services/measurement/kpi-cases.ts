import { actionName } from '@/domain/agents/agent-cards';
import { customerName } from '@/domain/customers/customer-name';
import type { KpiSubject } from '@/domain/measurement/kpi';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import {
  type Behind,
  BehindCursor,
  behindFigure,
  type KpiDecisionsInput,
  type Totals,
  totalsBehind,
} from './kpi-decisions';
import { type Period, periodOf } from './kpis';

/** A customer, campaign or test and what it adds to the figure's two parts. */
export type KpiCase = {
  id: string;
  /** Null where it may not be seen, or is gone. */
  name: string | null;
  /** Whether there is a page of it that may be opened. */
  isOpen: boolean;
  numerator: number;
  denominator: number;
};

export type KpiCases = {
  kpi: string;
  subject: KpiSubject;
  period: Period;
  items: KpiCase[];
  /** Over all of them, whatever page this is: the same as the figure's own. */
  totals: Totals;
  nextCursor: string | null;
};

/**
 * The customers, campaigns or tests behind a figure that counts those, as `kpiDecisions` is for figures of decisions.
 * Right: measurement.read; customers are named for who may see them.
 */
export async function kpiCases(
  ctx: ServiceContext,
  input: KpiDecisionsInput & { cursor?: string | undefined; limit: number },
): Promise<KpiCases> {
  authorise(ctx, 'measurement.read');
  const behind = await behindFigure(ctx, input);
  const [page, totals] = await Promise.all([pageOfCases(ctx, behind, input), totalsBehind(ctx, behind)]);
  const { id, subject } = behind.kpi;
  return { kpi: id, subject, period: periodOf(ctx, behind.range), ...page, totals };
}

type Row = { id: string; numerator: number; denominator: number };

/** Some of them, those that add most first. */
export async function pageOfCases(
  ctx: ServiceContext,
  { kpi, rows: behind }: Behind,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<KpiCase>> {
  const after = cursor ? readCursor(BehindCursor, cursor) : null;
  const further = after
    ? Prisma.sql`WHERE (b.numerator, b.denominator, b.id) < (${after.numerator}::float8, ${after.denominator}::float8, ${after.id}::uuid)`
    : Prisma.empty;
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT b.id, b.numerator, b.denominator FROM (${behind}) AS b ${further}
    ORDER BY b.numerator DESC, b.denominator DESC, b.id DESC LIMIT ${limit + 1}`;
  const named = await namesOf(
    ctx,
    kpi.subject,
    rows.map(({ id }) => id),
  );
  const items = rows.map((row) => ({ ...row, name: named.get(row.id) ?? null, isOpen: named.has(row.id) }));
  return pageOf(items, limit, ({ numerator, denominator, id }) => writeCursor({ numerator, denominator, id }));
}

async function namesOf(ctx: ServiceContext, subject: KpiSubject, ids: string[]): Promise<Map<string, string>> {
  const where = { workspaceId: ctx.workspaceId, id: { in: ids } };
  switch (subject) {
    case 'customer': {
      if (!actorMay(ctx, 'customers.read')) return new Map();
      const select = { id: true, firstName: true, lastName: true, externalId: true, email: true } as const;
      const found = await ctx.db.customer.findMany({ where, select });
      return new Map(found.map((customer) => [customer.id, customerName(customer)]));
    }
    case 'campaign': {
      if (!actorMay(ctx, 'campaigns.read')) return new Map();
      const found = await ctx.db.campaign.findMany({ where, select: { id: true, name: true } });
      return new Map(found.map(({ id, name }) => [id, name]));
    }
    case 'test': {
      if (!actorMay(ctx, 'creative.read')) return new Map();
      const found = await ctx.db.experiment.findMany({ where, select: { id: true, agentId: true, action: true } });
      return new Map(found.map(({ id, agentId, action }) => [id, actionName(agentId, action)]));
    }
    case 'decision':
      return new Map();
  }
}
