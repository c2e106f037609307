import { LEDGER_COLUMNS, type LedgerColumn } from '@/domain/measurement/ledger';
import { DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { instants, sumsOf } from './ledger-query';
import { LEDGER_FACETS, rawRows } from './ledger-sources';
import { forgetMarks } from './touched-customers';

/** Hours of one transaction. */
const HOURS_AT_ONCE = 500;
/** Transactions of one turn: what is left is found on the next one. */
const BATCHES = 20;
const LONGEST_MS = 60_000;

const FACETS = Prisma.raw(LEDGER_FACETS.join(', '));
const COLUMNS = Prisma.raw(LEDGER_COLUMNS.join(', '));

/**
 * Makes the sums of the hours in which something has changed, from the raw rows, whatever it was: late arrivals, refunds,
 * credit that moved, merges, erasures. The hour that is running changes with everything that happens, and is counted
 * from its rows by who asks: a sweep that comes each minute may leave it. Answers how many hours it counted, and whether
 * that was all it was to count. Asks for no right: nobody sees anything of it.
 */
export async function rollUp(
  ctx: ServiceContext,
  { leavesRunning = false } = {},
): Promise<{ hours: number; done: boolean }> {
  const left = leavesRunning ? new Date(Math.floor(ctx.now.getTime() / HOUR) * HOUR) : null;
  await forgetMarks(ctx);
  let hours = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const counted = await inTransaction(ctx, (tx) => rollUpSome(tx, ctx, left));
    hours += counted;
    if (counted < HOURS_AT_ONCE) return { hours, done: true };
  }
  return { hours, done: false };
}

/**
 * The marks go first and the counting comes after them: each statement sees what was committed when it began, so that a
 * change which comes in between is counted, keeps its own mark, and is counted again.
 */
async function rollUpSome(tx: Db, ctx: ServiceContext, left: Date | null): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('kpi_hour ' || ${ctx.workspaceId}, 0))`;
  const taken = await tx.$queryRaw<{ hour: Date }[]>`
    WITH stale AS (
      SELECT DISTINCT hour FROM kpi_stale
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND hour IS DISTINCT FROM ${left}::timestamptz
      ORDER BY hour LIMIT ${HOURS_AT_ONCE}
    ), gone AS (
      DELETE FROM kpi_stale k USING stale WHERE k.workspace_id = ${ctx.workspaceId}::uuid AND k.hour = stale.hour
      RETURNING k.hour
    )
    SELECT DISTINCT hour FROM gone`;
  const hours = taken.map(({ hour }) => hour);
  if (hours.length === 0) return 0;
  await tx.$executeRaw`
    DELETE FROM kpi_hour WHERE workspace_id = ${ctx.workspaceId}::uuid AND hour = ANY(${instants(hours)})`;
  await tx.$executeRaw`
    INSERT INTO kpi_hour (workspace_id, hour, ${FACETS}, ${COLUMNS})
    SELECT ${ctx.workspaceId}::uuid, counted.* FROM (${countedHours(ctx, instants(hours))}) AS counted`;
  await sumDays(tx, ctx, hours);
  return hours.length;
}

/** Makes the sums of the days of some hours from those of all their hours. */
async function sumDays(tx: Db, ctx: ServiceContext, hours: readonly Date[]): Promise<void> {
  const days = [...new Set(hours.map((hour) => Math.floor(hour.getTime() / DAY) * DAY))].map((at) => new Date(at));
  await tx.$executeRaw`
    DELETE FROM kpi_day WHERE workspace_id = ${ctx.workspaceId}::uuid AND day = ANY(${instants(days)})`;
  await tx.$executeRaw`
    INSERT INTO kpi_day (workspace_id, day, ${COLUMNS})
    SELECT ${ctx.workspaceId}::uuid, summed.* FROM (
      SELECT wanted.day, ${sumsOf(LEDGER_COLUMNS)} FROM unnest(${instants(days)}) AS wanted(day)
      JOIN kpi_hour k ON k.workspace_id = ${ctx.workspaceId}::uuid
        AND k.hour >= wanted.day AND k.hour < wanted.day + interval '1 day' GROUP BY wanted.day) AS summed`;
}

/** The sums of hours, given as an array of instants, from the raw rows; hours in which nothing counts have no row. */
function countedHours(ctx: ServiceContext, hours: Prisma.Sql): Prisma.Sql {
  const within = {
    workspace: Prisma.sql`${ctx.workspaceId}::uuid`,
    from: Prisma.sql`wanted.hour`,
    to: Prisma.sql`wanted.hour + interval '1 hour'`,
  };
  return Prisma.sql`
    SELECT wanted.hour, ${FACETS}, ${sumsOf(LEDGER_COLUMNS)}
    FROM unnest(${hours}) AS wanted(hour) CROSS JOIN LATERAL (${rawRows(within)}) AS raw
    GROUP BY wanted.hour, ${FACETS}`;
}

/** Every hour in which something of the workspace counts, by the raw rows, or has a sum. */
async function everyHour(ctx: ServiceContext): Promise<Date[]> {
  const within = {
    workspace: Prisma.sql`${ctx.workspaceId}::uuid`,
    from: Prisma.sql`'-infinity'::timestamptz`,
    to: Prisma.sql`'infinity'::timestamptz`,
  };
  const rows = await ctx.db.$queryRaw<{ hour: Date }[]>`
    SELECT DISTINCT kpi_hour_of(at) AS hour FROM (${rawRows(within)}) AS raw
    UNION SELECT DISTINCT hour FROM kpi_hour WHERE workspace_id = ${ctx.workspaceId}::uuid ORDER BY hour`;
  return rows.map(({ hour }) => hour);
}

/** Throws away every sum of the workspace and makes them anew from the raw rows. Answers how many hours there are. */
export async function rebuildRollups(
  ctx: ServiceContext,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<number> {
  const hours = await everyHour(ctx);
  await ctx.db.$executeRaw`
    INSERT INTO kpi_stale (workspace_id, hour)
    SELECT ${ctx.workspaceId}::uuid, at FROM unnest(${instants(hours)}) AS at`;
  for (let done = 0, turn = { hours: 0, done: false }; !turn.done; done += turn.hours) {
    turn = await rollUp(ctx);
    onProgress(Math.min(done + turn.hours, hours.length), hours.length);
  }
  return hours.length;
}

/** One sum that is kept otherwise than the raw rows say; of a day, otherwise than its hours say. */
export type RollupDifference = { hour: Date; column: string; kept: number; counted: number };
export type RollupCheck = { hours: number; rows: number; waiting: number; differences: RollupDifference[] };

/** As many are named. */
const MOST_NAMED = 20;

/**
 * Counts every hour of the workspace anew and compares each sum with what is kept, without changing anything. Hours that
 * wait to be counted are not compared: nobody reads their sums.
 */
export async function checkRollups(
  ctx: ServiceContext,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<RollupCheck> {
  const hours = await everyHour(ctx);
  const check: RollupCheck = { hours: hours.length, rows: 0, waiting: 0, differences: [] };
  for (let at = 0; at < hours.length; at += HOURS_AT_ONCE) {
    const some = hours.slice(at, at + HOURS_AT_ONCE);
    // One snapshot: what changes meanwhile has a mark that is seen with it.
    const { rows, waiting, differences } = await ctx.db.$transaction((tx) => compareHours(tx, ctx, some), {
      isolationLevel: 'RepeatableRead',
      timeout: LONGEST_MS,
    });
    check.rows += rows;
    check.waiting += waiting;
    check.differences.push(...differences.slice(0, MOST_NAMED - check.differences.length));
    onProgress(Math.min(at + HOURS_AT_ONCE, hours.length), hours.length);
  }
  const days = await compareDays(ctx);
  check.differences.push(...days.slice(0, MOST_NAMED - check.differences.length));
  return check;
}

/** Days whose sums are not those of their hours: both are made in one transaction. */
async function compareDays(ctx: ServiceContext): Promise<RollupDifference[]> {
  type DayRow = Record<LedgerColumn, number> & { day: Date; isKept: boolean };
  const rows = await ctx.db.$queryRaw<DayRow[]>`
    SELECT day, true AS "isKept", ${COLUMNS} FROM kpi_day WHERE workspace_id = ${ctx.workspaceId}::uuid
    UNION ALL
    SELECT kpi_day_of(hour), false, ${sumsOf(LEDGER_COLUMNS)} FROM kpi_hour
    WHERE workspace_id = ${ctx.workspaceId}::uuid GROUP BY 1`;
  const days = new Map<number, { kept?: DayRow; counted?: DayRow }>();
  for (const row of rows) {
    const sides = days.get(row.day.getTime()) ?? {};
    days.set(row.day.getTime(), row.isKept ? { ...sides, kept: row } : { ...sides, counted: row });
  }
  return [...days].flatMap(([at, { kept, counted }]) =>
    LEDGER_COLUMNS.flatMap((column): RollupDifference[] => {
      const [then, now] = [kept?.[column] ?? 0, counted?.[column] ?? 0];
      return isSame(now, then) ? [] : [{ hour: new Date(at), column, kept: then, counted: now }];
    }),
  );
}

type SumsRow = Record<(typeof LEDGER_COLUMNS)[number] | (typeof LEDGER_FACETS)[number], number | string> & {
  hour: Date;
};

async function compareHours(tx: Db, ctx: ServiceContext, hours: readonly Date[]) {
  const stale = await tx.$queryRaw<{ hour: Date }[]>`
    SELECT DISTINCT hour FROM kpi_stale
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND hour = ANY(${instants(hours)})`;
  const isStale = new Set(stale.map(({ hour }) => hour.getTime()));
  const compared = hours.filter((hour) => !isStale.has(hour.getTime()));
  const counted = await tx.$queryRaw<SumsRow[]>`${countedHours(ctx, instants(compared))}`;
  const kept = await tx.$queryRaw<SumsRow[]>`
    SELECT hour, ${FACETS}, ${COLUMNS} FROM kpi_hour
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND hour = ANY(${instants(compared)})`;
  return { rows: counted.length, waiting: stale.length, differences: differencesOf(counted, kept) };
}

function differencesOf(counted: readonly SumsRow[], kept: readonly SumsRow[]): RollupDifference[] {
  const keyOf = (row: SumsRow) => [row.hour.toISOString(), ...LEDGER_FACETS.map((facet) => row[facet])].join('\n');
  const [countedBy, keptBy] = [counted, kept].map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const keys = new Set([...(countedBy?.keys() ?? []), ...(keptBy?.keys() ?? [])]);
  return [...keys].flatMap((key) => {
    const [one, other] = [countedBy?.get(key), keptBy?.get(key)];
    return LEDGER_COLUMNS.flatMap((column): RollupDifference[] => {
      const [now, then] = [Number(one?.[column] ?? 0), Number(other?.[column] ?? 0)];
      const hour = one?.hour ?? other?.hour;
      return hour && !isSame(now, then) ? [{ hour, column, kept: then, counted: now }] : [];
    });
  });
}

/** Doubles beyond 2^53 that were summed in another order may differ in their last digits. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}
