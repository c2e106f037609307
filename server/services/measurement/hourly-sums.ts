import type { LedgerColumn } from '@/domain/measurement/ledger';
import { HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { type Breakdown, breakdownNames, PART_KEYS } from './kpi-breakdown';
import { ledgerHours, ledgerRows, sumsOf } from './ledger-query';
import type { Span } from './range';

type Sums = Partial<Record<LedgerColumn, number>>;

/** Sums of some columns hour by hour of a span of whole hours, oldest first; hours of nothing are empty. Asks for no right. */
export async function hourlySums(ctx: ServiceContext, span: Span, needed: readonly LedgerColumn[]): Promise<Sums[]> {
  const hours = await ledgerHours(ctx, span, { needed });
  const rows = await ctx.db.$queryRaw<(Sums & { hour: Date })[]>`
    SELECT kpi_hour_of(at) AS hour, ${sumsOf(needed)} FROM (${hours}) AS ledger GROUP BY 1`;
  const byHour = new Map(rows.map(({ hour, ...sums }) => [hour.getTime(), sums]));
  const length = Math.round((span.to.getTime() - span.from.getTime()) / HOUR);
  return Array.from({ length }, (_, index) => byHour.get(span.from.getTime() + index * HOUR) ?? {});
}

/** What a part counted in a window, and in some windows of before together. */
export type WindowPart = { key: string; name: string; now: Sums; before: Sums };

/**
 * Sums of some columns by a fact of the decisions behind them, in one window and in others of before. By `provider` it is
 * who delivered the message. Asks for no right.
 */
export async function windowParts(
  ctx: ServiceContext,
  { now, before, needed }: { now: Span; before: readonly Span[]; needed: readonly LedgerColumn[] },
  by: Breakdown | 'provider',
): Promise<WindowPart[]> {
  const windows = [{ span: now, isNow: true }, ...before.map((span) => ({ span, isNow: false }))];
  const rows =
    by === 'provider' ? await providerRows(ctx, windows, needed) : await facetRows(ctx, windows, needed, PART_KEYS[by]);
  const keys = [...new Set(rows.map(({ key }) => key))].toSorted();
  const names = by === 'provider' ? new Map<string, string>() : await breakdownNames(ctx, by, keys);
  const sumsAt = (key: string, isNow: boolean): Sums =>
    rows.find((row) => row.key === key && row.isNow === isNow) ?? {};
  return keys.map((key) => ({
    key,
    name: names.get(key) ?? (key || 'No provider'),
    now: sumsAt(key, true),
    before: sumsAt(key, false),
  }));
}

type Window = { span: Span; isNow: boolean };
type PartRow = Sums & { key: string; isNow: boolean };

async function facetRows(
  ctx: ServiceContext,
  windows: readonly Window[],
  needed: readonly LedgerColumn[],
  key: Prisma.Sql,
): Promise<PartRow[]> {
  const parts = await Promise.all(
    windows.map(async ({ span, isNow }) => {
      const hours = await ledgerHours(ctx, span, { needed });
      return Prisma.sql`SELECT ${isNow}::boolean AS is_now, ${key} AS key, ${sumsOf(needed)} FROM (${hours}) AS ledger GROUP BY 2`;
    }),
  );
  return ctx.db.$queryRaw<PartRow[]>`
    SELECT key, is_now AS "isNow", ${sumsOf(needed)} FROM (${Prisma.join(parts, ' UNION ALL ')}) AS windows GROUP BY 1, 2`;
}

function providerRows(
  ctx: ServiceContext,
  windows: readonly Window[],
  needed: readonly LedgerColumn[],
): Promise<PartRow[]> {
  const columns = Prisma.raw(needed.join(', '));
  const parts = windows.map(
    ({ span, isNow }) => Prisma.sql`SELECT ${isNow}::boolean AS is_now, decision_id, ${columns}
      FROM (${ledgerRows(ctx, span, needed)}) AS raw`,
  );
  return ctx.db.$queryRaw<PartRow[]>`
    SELECT coalesce(m.provider, '') AS key, is_now AS "isNow", ${sumsOf(needed)}
    FROM (${Prisma.join(parts, ' UNION ALL ')}) AS windows
    LEFT JOIN LATERAL (SELECT provider FROM message WHERE workspace_id = ${ctx.workspaceId}::uuid
      AND decision_id = windows.decision_id LIMIT 1) m ON true
    GROUP BY 1, 2`;
}

/** The first hour after the workspace's first decision: from then on hours of nothing are true zeros. Null without one. */
export async function firstWholeHour(ctx: ServiceContext): Promise<Date | null> {
  const first = await ctx.db.decision.findFirst({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { decidedAt: 'asc' },
    select: { decidedAt: true },
  });
  return first && new Date((Math.floor(first.decidedAt.getTime() / HOUR) + 1) * HOUR);
}
