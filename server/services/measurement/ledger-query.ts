import { LEDGER_COLUMNS, type Ledger, type LedgerColumn, NOTHING_COUNTED } from '@/domain/measurement/ledger';
import { DAY, HOUR, hourOf } from '@/domain/shared/time';
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

/**
 * The same counts with nothing to split them by: from the sums of whole days (UTC) in which nothing has changed, and of the hours
 * around them. `at` is the beginning of a day or an hour.
 */
export async function ledgerTotals(
  ctx: ServiceContext,
  span: Span,
  needed: readonly LedgerColumn[] = LEDGER_COLUMNS,
): Promise<Prisma.Sql> {
  const recounted = await hoursToRecount(ctx, span, []);
  const [first, end] = [ceilDay(span.from), floorDay(span.to)];
  if (end <= first) return ledgerHours(ctx, span, { needed });
  const changed = [...new Set(recounted.map((hour) => floorDay(hour).getTime()))]
    .map((at) => new Date(at))
    .filter((day) => day >= first && day < end);
  const columns = Prisma.raw(needed.join(', '));
  const parts = [{ from: span.from, to: first }, ...runsOf(changed, DAY), { from: end, to: span.to }].filter(
    ({ from, to }) => from < to,
  );
  const hours = await Promise.all(parts.map((part) => ledgerHours(ctx, part, { needed })));
  const days = Prisma.sql`SELECT day AS at, ${columns} FROM kpi_day
    WHERE workspace_id = ${workspaceOf(ctx)} AND day >= ${first} AND day < ${end} AND NOT day = ANY(${instants(changed)})`;
  return Prisma.join(
    [days, ...hours.map((part) => Prisma.sql`SELECT at, ${columns} FROM (${part}) AS hours`)],
    ' UNION ALL ',
  );
}

function floorDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY) * DAY);
}

function ceilDay(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / DAY) * DAY);
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

/** Hours or days in order, those that follow each other as one span. */
function runsOf(beginnings: readonly Date[], length = HOUR): Span[] {
  const runs: Span[] = [];
  for (const from of beginnings) {
    const end = new Date(from.getTime() + length);
    const last = runs.at(-1);
    if (last && last.to.getTime() === from.getTime()) last.to = end;
    else runs.push({ from, to: end });
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
