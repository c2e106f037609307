import { z } from 'zod';
import { customerName } from '@/domain/customers/customer-name';
import type { RuleGroup } from '@/domain/segments/rule';
import { SegmentRule } from '@/domain/segments/rule-schema';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { customersWho } from './compile-rule';
import type { RuleCount, SegmentCustomer } from './types';
import { isOutOfTime, withinTime } from './within-time';

/**
 * Somebody waits in front of it: what takes longer than `patienceMs` is estimated from a sample, and so is what is asked
 * of more customers than `countedUpTo`.
 */
const LIMITS = { patienceMs: 2_500, countedUpTo: 400_000 };
/** Customers of a sample: an estimate of a half is then within 1.4 points, 19 times of 20. */
const LOOKED = 5_000;
const SHOWN = 8;

export const CountRuleInput = z.object({ rule: SegmentRule });

/**
 * How many customers a rule finds now, with some of them. Counted one by one where that takes two and a half seconds at
 * most; else estimated from a random sample, and said so; else the answer is that it takes too long. Right: segments.read;
 * customers are only named to whoever may read them.
 */
export async function countRule(
  ctx: ServiceContext,
  input: z.input<typeof CountRuleInput>,
  { patienceMs, countedUpTo }: typeof LIMITS = LIMITS,
): Promise<RuleCount> {
  authorise(ctx, 'segments.read');
  const { rule } = CountRuleInput.parse(input);
  const base = await customerBase(ctx.db, ctx);
  const exact = base <= countedUpTo ? await inTime(ctx, patienceMs, (tx) => find(tx, ctx, rule, null)) : null;
  if (exact) return { kind: 'exact', count: exact.count, base, sample: await named(ctx, exact.sample) };
  const looked = await inTime(ctx, patienceMs, async (tx) => {
    const scope = await someCustomers(tx, ctx, base);
    return { size: scope.length, ...(await find(tx, ctx, rule, scope)) };
  });
  if (!looked) return { kind: 'too_slow', base };
  const { low, middle, high } = share(looked.count, looked.size);
  return {
    kind: 'estimated',
    count: Math.round(middle * base),
    low: Math.floor(low * base),
    high: Math.ceil(high * base),
    looked: looked.size,
    base,
    sample: await named(ctx, looked.sample),
  };
}

/** Customers of the workspace. */
export async function customerBase(tx: Db, ctx: ServiceContext): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM customer WHERE workspace_id = ${ctx.workspaceId}::uuid`;
  return row?.count ?? 0;
}

type Found = { count: number; sample: string[] };

async function find(tx: Db, ctx: ServiceContext, rule: RuleGroup, scope: readonly string[] | null): Promise<Found> {
  const [row] = await tx.$queryRaw<Found[]>`
    WITH found AS MATERIALIZED (${customersWho(ctx, rule, scope)})
    SELECT (SELECT count(*)::int FROM found) AS count,
      ARRAY(SELECT id::text FROM found ORDER BY md5(id::text) LIMIT ${SHOWN}) AS sample`;
  return row ?? { count: 0, sample: [] };
}

/** A sample of the customers at random, another one each time. */
async function someCustomers(tx: Db, ctx: ServiceContext, base: number): Promise<string[]> {
  const percent = Math.min(100, (100 * LOOKED) / Math.max(1, base));
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM customer c TABLESAMPLE BERNOULLI (${percent}::float8)
    WHERE c.workspace_id = ${ctx.workspaceId}::uuid`;
  return rows.map(({ id }) => id);
}

/** The share of a sample with its 95 % interval (Wilson), 0..1. */
function share(hits: number, looked: number): { low: number; middle: number; high: number } {
  if (looked === 0) return { low: 0, middle: 0, high: 1 };
  const z2 = 1.96 ** 2;
  const middle = hits / looked;
  const centre = (middle + z2 / (2 * looked)) / (1 + z2 / looked);
  const half = (1.96 * Math.sqrt((middle * (1 - middle)) / looked + z2 / (4 * looked ** 2))) / (1 + z2 / looked);
  return { low: Math.max(0, centre - half), middle, high: Math.min(1, centre + half) };
}

/** What the work finds; null where it took too long. */
async function inTime<Result>(
  ctx: ServiceContext,
  patienceMs: number,
  work: (tx: Db) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await withinTime(ctx, patienceMs, work);
  } catch (problem) {
    if (isOutOfTime(problem)) return null;
    throw problem;
  }
}

async function named(ctx: ServiceContext, ids: readonly string[]): Promise<SegmentCustomer[]> {
  if (ids.length === 0 || !actorMay(ctx, 'customers.read')) return [];
  const rows = await ctx.db.customer.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    orderBy: { lastSeenAt: 'desc' },
  });
  return rows.map((row) => ({
    id: row.id,
    name: customerName(row),
    country: row.country,
    lifetimeValueCents: row.lifetimeValueCents,
    lastSeenAt: row.lastSeenAt,
  }));
}
