import { LEDGER_COLUMNS, type Ledger, type LedgerColumn, NOTHING_COUNTED } from '@/domain/measurement/ledger';
import { HOUR, hourOf } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { LEDGER_FACETS, rawRows, type Within } from './ledger-sources';
import type { Span } from './range';

/** Every countable thing within a span, one row each, from the raw rows: what stands behind a figure. */
export function ledgerRows(ctx: ServiceContext, { from, to }: Span, needed?: readonly LedgerColumn[]): Prisma.Sql {
  return rawRows({ workspace: workspaceOf(ctx), from: Prisma.sql`${from}`, to: Prisma.sql`${to}` }, needed);
}

function workspaceOf(ctx: ServiceContext): Prisma.Sql {
  return Prisma.sql`${ctx.workspaceId}::uuid`;
}

/**
 * The same counts, from the sums of hours: `at` is the beginning of an hour. Hours in which something changed since their
 * sums were made, and those that `cuts` or the ends of the span go through, come from the raw rows; so what is read is
 * what the raw rows say at this moment, and no figure ever waits for a sum.
 */
export async function ledgerHours(
  ctx: ServiceContext,
  span: Span,
  { needed = LEDGER_COLUMNS, cuts = [] }: { needed?: readonly LedgerColumn[]; cuts?: readonly Date[] } = {},
): Promise<Prisma.Sql> {
  const recounted = await hoursToRecount(ctx, span, cuts);
  const columns = Prisma.raw([...LEDGER_FACETS, ...needed].join(', '));
  const workspace = workspaceOf(ctx);
  const kept = Prisma.sql`SELECT hour AS at, ${columns} FROM kpi_hour
    WHERE workspace_id = ${workspace} AND hour >= ${span.from} AND hour < ${span.to}`;
  if (recounted.length === 0) return kept;
  const within: Within = { workspace, from: Prisma.sql`again.since`, to: Prisma.sql`again.until` };
  const spans = runsOf(recounted).map(({ from, to }) => ({
    from: from < span.from ? span.from : from,
    to: to > span.to ? span.to : to,
  }));
  return Prisma.sql`${kept} AND NOT EXISTS (
      SELECT FROM unnest(${instants(recounted)}) AS recounted(hour) WHERE recounted.hour = kpi_hour.hour)
    UNION ALL
    SELECT raw.at, ${Prisma.raw([...LEDGER_FACETS, ...needed].map((column) => `raw.${column}`).join(', '))}
    FROM unnest(${instants(spans.map(({ from }) => from))}, ${instants(spans.map(({ to }) => to))}) AS again(since, until)
    CROSS JOIN LATERAL (${rawRows(within, needed)}) AS raw`;
}

/** Instants as an array of the database. */
export function instants(all: readonly Date[]): Prisma.Sql {
  return Prisma.sql`${all.map((at) => at.toISOString())}::text[]::timestamptz[]`;
}

/** The hours of a span whose sums may not be read, in order. */
async function hoursToRecount(ctx: ServiceContext, { from, to }: Span, cuts: readonly Date[]): Promise<Date[]> {
  const stale = await ctx.db.$queryRaw<{ hour: Date }[]>`
    SELECT DISTINCT hour FROM kpi_stale
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND hour > ${new Date(from.getTime() - HOUR)} AND hour < ${to}`;
  const cut = [from, to, ...cuts].filter((at) => at.getTime() % HOUR !== 0).map(hourOf);
  const all = new Set([...stale.map(({ hour }) => hour), ...cut].map((hour) => hour.getTime()));
  return [...all].toSorted((a, b) => a - b).map((at) => new Date(at));
}

/** Hours in order, those that follow each other as one span. */
function runsOf(hours: readonly Date[]): Span[] {
  const runs: Span[] = [];
  for (const hour of hours) {
    const end = new Date(hour.getTime() + HOUR);
    const last = runs.at(-1);
    if (last && last.to.getTime() === hour.getTime()) last.to = end;
    else runs.push({ from: hour, to: end });
  }
  return runs;
}

/** The sums of the ledger's columns, to be selected from its rows; doubles, exact up to 2^53. */
export const LEDGER_SUMS = sumsOf(LEDGER_COLUMNS);

/** The sums of some columns, to be selected from rows that have them. */
export function sumsOf(columns: readonly LedgerColumn[]): Prisma.Sql {
  return Prisma.raw(columns.map((column) => `coalesce(sum(${column}), 0)::float8 AS ${column}`).join(', '));
}

/** The sum of one column, under a name. */
export function sumOf(column: LedgerColumn, name: 'numerator' | 'denominator'): Prisma.Sql {
  return Prisma.raw(`coalesce(sum(${column}), 0)::float8 AS ${name}`);
}

/** A row's sums as a ledger; what it does not have was not asked for and is zero. */
export function ledgerOf(row: Partial<Ledger>): Ledger {
  return Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, row[column] ?? NOTHING_COUNTED[column]])) as Ledger;
}
