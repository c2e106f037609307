import { HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { instants } from './ledger-query';
import type { Span } from './range';

/** Customers touched in a span, and the sum over them of the square of their touches. */
export type Touched = { readonly customers: number; readonly squares: number };

export const NOBODY: Touched = { customers: 0, squares: 0 };

/** What was counted from the beginning of a span up to an instant, and what of the database that counting saw. */
type Kept = Touched & { readonly to: Date; readonly snapshot: string; readonly since: number };

/**
 * Who is touched in a span is no sum over its hours: without this, all its rows would be counted each time for the sake of those of
 * its last hour. Kept in this process, since a snapshot means nothing in another cluster, as after a restore.
 */
const kept = new Map<string, Kept>();
const MOST_KEPT = 5_000;
/** Shorter than marks are kept for (`forgetMarks`). */
const KEPT_MS = 12 * HOUR;
/** Touches of the last hour leave no mark (migration, `touch_mark`). */
const UNMARKED_MS = 2 * HOUR;

/**
 * The counts of some spans, as the rows are now: of each what is kept of it, unless a mark says that something in it has changed
 * since, and what came after. Asks for no right.
 */
export async function countTouched(ctx: ServiceContext, spans: readonly Span[]): Promise<Touched[]> {
  await dropChanged(ctx, spans);
  const missing = spans.filter((span) => !kept.has(keyOf(ctx, span)) && keptUntil(span) > span.from);
  await countAnew(ctx, missing);
  return Promise.all(spans.map((span) => goOn(ctx, span)));
}

function keyOf({ workspaceId }: ServiceContext, { from, to }: Span): string {
  return `${workspaceId} ${from.getTime()} ${to.getTime()}`;
}

/** Up to when the count of a span may be kept. */
function keptUntil({ from, to }: Span): Date {
  const latest = Math.floor((Date.now() - UNMARKED_MS) / HOUR) * HOUR;
  return new Date(Math.max(from.getTime(), Math.min(to.getTime(), latest)));
}

/** Forgets what is too old, and what was changed by a transaction that the counting did not see. */
async function dropChanged(ctx: ServiceContext, spans: readonly Span[]): Promise<void> {
  const held = spans.flatMap((span) => {
    const key = keyOf(ctx, span);
    const known = kept.get(key);
    return known ? [{ key, known, from: span.from }] : [];
  });
  for (const { key, known } of held) if (Date.now() - known.since > KEPT_MS) kept.delete(key);
  if (held.length === 0) return;
  const changed = await ctx.db.$queryRaw<{ index: number }[]>`
    SELECT (n - 1)::int AS index
    FROM unnest(${instants(held.map(({ from }) => from))}, ${instants(held.map(({ known }) => known.to))},
      ${held.map(({ known }) => known.snapshot)}::text[]::pg_snapshot[]) WITH ORDINALITY AS k(since, until, snapshot, n)
    WHERE EXISTS (SELECT FROM touch_mark m WHERE m.workspace_id = ${ctx.workspaceId}::uuid
      AND m.at >= k.since AND m.at < k.until AND NOT pg_visible_in_snapshot(m.xid::text::xid8, k.snapshot))`;
  for (const { index } of changed) kept.delete(held[index]?.key ?? '');
}

/** Counts spans from their rows, and keeps it. */
async function countAnew(ctx: ServiceContext, spans: readonly Span[]): Promise<void> {
  if (spans.length === 0) return;
  const rows = await ctx.db.$queryRaw<(Touched & { index: number; snapshot: string })[]>`
    SELECT (n - 1)::int AS index, pg_current_snapshot()::text AS snapshot, counted.customers, counted.squares
    FROM unnest(${instants(spans.map(({ from }) => from))}, ${instants(spans.map(keptUntil))})
      WITH ORDINALITY AS span(since, until, n)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS customers, coalesce(sum(touches * touches), 0)::float8 AS squares FROM (
        SELECT count(*) AS touches FROM message m
        WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.delivered_at >= span.since AND m.delivered_at < span.until
          AND m.bounced_at IS NULL
        GROUP BY m.customer_id) AS touched) AS counted`;
  for (const { index, snapshot, customers, squares } of rows) {
    const span = spans[index];
    if (span) keep(keyOf(ctx, span), { customers, squares, snapshot, to: keptUntil(span), since: Date.now() });
  }
}

function keep(key: string, counted: Kept): void {
  kept.delete(key);
  kept.set(key, counted);
  const oldest = kept.keys().next();
  if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
}

/** The count of a whole span: what is kept of it and what came since. What may be kept of that is. */
async function goOn(ctx: ServiceContext, span: Span): Promise<Touched> {
  const key = keyOf(ctx, span);
  const known = kept.get(key);
  if (!known) return addedTo(ctx, { ...NOBODY, from: span.from, to: span.from }, span.to);
  const until = keptUntil(span);
  // With the older snapshot: a mark that it did not see may be counted already, never the other way round.
  const base =
    known.to < until ? { ...known, ...(await addedTo(ctx, { ...known, from: span.from }, until)), to: until } : known;
  if (base !== known) keep(key, base);
  return addedTo(ctx, { ...base, from: span.from }, span.to);
}

/** A count from `from` to `to`, gone on to an instant after it. */
async function addedTo(ctx: ServiceContext, base: Touched & Span, until: Date): Promise<Touched> {
  const { customers, squares, from, to } = base;
  if (to >= until) return { customers, squares };
  const [more] = await ctx.db.$queryRaw<Touched[]>`
    SELECT (count(*) FILTER (WHERE earlier = 0))::int AS customers,
      coalesce(sum(touches * (touches + 2 * earlier)), 0)::float8 AS squares
    FROM (
      SELECT touches, (
        SELECT count(*) FROM message e WHERE e.workspace_id = ${ctx.workspaceId}::uuid
          AND e.customer_id = now.customer_id AND e.delivered_at >= ${from} AND e.delivered_at < ${to}
          AND e.bounced_at IS NULL) AS earlier
      FROM (
        SELECT customer_id, count(*) AS touches FROM message
        WHERE workspace_id = ${ctx.workspaceId}::uuid AND delivered_at >= ${to} AND delivered_at < ${until}
          AND bounced_at IS NULL
        GROUP BY customer_id) AS now) AS added`;
  return { customers: customers + (more?.customers ?? 0), squares: squares + (more?.squares ?? 0) };
}

/** Forgets marks that nothing which is kept can be older than. */
export async function forgetMarks(ctx: ServiceContext): Promise<void> {
  await ctx.db.$executeRaw`
    DELETE FROM touch_mark WHERE workspace_id = ${ctx.workspaceId}::uuid AND marked_at < now() - interval '1 day'`;
}
