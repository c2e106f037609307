import { type CreativeTarget, targetOf } from '@/domain/agents/creative-testing/targets';
import { doMeet, judgeOverlap, type Overlap, type OverlapFacts, type TestSpan } from '@/domain/experiments/overlap';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type Experiment, Prisma } from '../../generated/prisma/client';
import { messagesOf } from './target-facts';

/** A test in the calendar: since when, until when at the latest, and of which message. */
export type ScheduledTest = TestSpan & { templateId: string; hasBegun: boolean; isOver: boolean };

/** When a test runs: as it was, or as it will be by the policy if it is approved now. Null for one that never will. */
export function scheduleOf(
  test: Pick<Experiment, 'id' | 'templateId' | 'status' | 'startedAt' | 'startsAt' | 'endedAt'>,
  { creative }: Policy,
  now: Date,
): ScheduledTest | null {
  if (test.status === 'rejected' || (test.endedAt && !test.startedAt)) return null;
  const planned = test.startsAt && test.startsAt > now ? test.startsAt : now;
  const from = test.startedAt ?? planned;
  return {
    id: test.id,
    name: targetOf(test.templateId)?.name ?? test.templateId,
    templateId: test.templateId,
    hasBegun: test.startedAt !== null,
    isOver: test.endedAt !== null,
    from,
    until: test.endedAt ?? after(from, creative.longestDays * DAY),
  };
}

/**
 * Which of the tests have customers in common while both run: counted where both have begun, by the messages of the
 * last `days` where one has not. Those worth speaking of, the largest first.
 */
export async function loadOverlaps(
  tx: Db,
  ctx: ServiceContext,
  tests: readonly ScheduledTest[],
  days: number,
): Promise<Overlap[]> {
  const inOrder = tests.toSorted((a, b) => a.from.getTime() - b.from.getTime() || (a.id < b.id ? -1 : 1));
  const pairs = inOrder.flatMap((left, index) =>
    inOrder.slice(index + 1).flatMap((right) => (doMeet(left, right) ? [{ left, right }] : [])),
  );
  const [begun, ahead] = [
    pairs.filter(({ left, right }) => left.hasBegun && right.hasBegun),
    pairs.filter(({ left, right }) => !(left.hasBegun && right.hasBegun)),
  ];
  const facts = [...(await countedIn(tx, ctx, begun)), ...(await expectedIn(tx, ctx, ahead, days))];
  return facts.flatMap((each) => judgeOverlap(each) ?? []).sort((a, b) => b.share - a.share);
}

/** Later than any test. */
const FOREVER = new Date(8.64e15);

/** Tests that are not over, as they are scheduled. */
export async function scheduledTests(tx: Db, ctx: ServiceContext, policy: Policy): Promise<ScheduledTest[]> {
  const tests = await tx.experiment.findMany({
    where: { workspaceId: ctx.workspaceId, status: { in: ['proposed', 'planned', 'running'] } },
  });
  return tests.flatMap((test) => scheduleOf(test, policy, ctx.now) ?? []);
}

/** What a test of one message would share with those that are not over, whenever it begins: `until` says when they end. */
export async function overlapsOfNew(
  tx: Db,
  ctx: ServiceContext,
  target: CreativeTarget,
  policy: Policy,
): Promise<{ words: string; from: Date; until: Date }[]> {
  const { longestDays } = policy.creative;
  const test: ScheduledTest = {
    id: 'new',
    name: target.name,
    templateId: target.templateId,
    ...{ hasBegun: false, isOver: false },
    from: ctx.now,
    until: FOREVER,
  };
  const others = (await scheduledTests(tx, ctx, policy)).filter(({ templateId }) => templateId !== target.templateId);
  const overlaps = await loadOverlaps(tx, ctx, [test, ...others], longestDays);
  return overlaps.flatMap(({ left, right, words }) => {
    const other = left.id === test.id ? right : right.id === test.id ? left : null;
    return other ? [{ words, from: other.from, until: other.until }] : [];
  });
}

type Pair = { left: ScheduledTest; right: ScheduledTest };

async function countedIn(tx: Db, ctx: ServiceContext, pairs: readonly Pair[]): Promise<OverlapFacts[]> {
  if (pairs.length === 0) return [];
  const ids = [...new Set(pairs.flatMap(({ left, right }) => [left.id, right.id]))];
  const of = Prisma.sql`workspace_id = ${ctx.workspaceId}::uuid AND experiment_id = ANY(${ids}::uuid[])`;
  const each = await tx.$queryRaw<{ id: string; customers: number }[]>`
    SELECT experiment_id AS id, count(*)::int AS customers FROM experiment_exposure WHERE ${of} GROUP BY 1`;
  // A customer whose first message of one came after the other had ended was never in both.
  const both = await tx.$queryRaw<Cell[]>`
    WITH exposure AS (
        SELECT customer_id, experiment_id, variant_id, period, exposed_at FROM experiment_exposure WHERE ${of}),
      ended AS (SELECT id, coalesce(ended_at, 'infinity') AS at FROM experiment
        WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${ids}::uuid[]))
    SELECT a.experiment_id AS left, b.experiment_id AS right, ARRAY[a.variant_id, b.variant_id]::text[] AS arms,
      a.period || ' ' || b.period AS periods, count(*)::int AS customers
    FROM exposure a JOIN exposure b ON b.customer_id = a.customer_id AND b.experiment_id > a.experiment_id
      JOIN ended ended_a ON ended_a.id = a.experiment_id AND b.exposed_at < ended_a.at
      JOIN ended ended_b ON ended_b.id = b.experiment_id AND a.exposed_at < ended_b.at
    GROUP BY 1, 2, 3, 4`;
  const customersOf = (id: string) => each.find((row) => row.id === id)?.customers ?? 0;
  return pairs.map(({ left, right }) => {
    const cells = both.filter(
      (row) => [left.id, right.id].includes(row.left) && [left.id, right.id].includes(row.right),
    );
    return {
      kind: left.isOver && right.isOver ? 'over' : 'counted',
      left,
      right,
      customers: {
        left: customersOf(left.id),
        right: customersOf(right.id),
        both: cells.reduce((total, { customers }) => total + customers, 0),
      },
      byArms: [...new Set(cells.map(({ periods }) => periods))].map((periods) =>
        tableOf(cells.filter((cell) => cell.periods === periods)),
      ),
    };
  });
}

/** Customers of both tests who were given one pair of arms in one pair of periods. */
type Cell = { left: string; right: string; arms: [string, string]; periods: string; customers: number };

function tableOf(cells: readonly Cell[]): number[][] {
  const [rows = [], columns = []] = [0, 1].map((side) => [...new Set(cells.map(({ arms }) => arms[side] ?? ''))]);
  return rows.map((row) =>
    columns.map((column) => cells.find(({ arms: [a, b] }) => a === row && b === column)?.customers ?? 0),
  );
}

async function expectedIn(tx: Db, ctx: ServiceContext, pairs: readonly Pair[], days: number): Promise<OverlapFacts[]> {
  const templates = new Set(pairs.flatMap(({ left, right }) => [left.templateId, right.templateId]));
  const targets = [...templates].flatMap((templateId) => targetOf(templateId) ?? []);
  if (targets.length === 0) return [];
  const since = after(ctx.now, -days * DAY);
  const receivers = ({ templateId, ...target }: CreativeTarget) => Prisma.sql`
    SELECT DISTINCT ${templateId}::text AS template, m.customer_id
    FROM ${messagesOf(ctx, { templateId, ...target })} AND m.delivered_at > ${since} AND m.delivered_at <= ${ctx.now}`;
  const counts = await tx.$queryRaw<{ left: string; right: string; customers: number }[]>`
    WITH received AS MATERIALIZED (${Prisma.join(targets.map(receivers), ' UNION ALL ')})
    SELECT a.template AS left, b.template AS right, count(*)::int AS customers
    FROM received a JOIN received b ON b.customer_id = a.customer_id GROUP BY 1, 2`;
  const count = (left: string, right: string) =>
    counts.find((row) => row.left === left && row.right === right)?.customers ?? 0;
  return pairs.map(({ left, right }) => ({
    kind: 'expected',
    left,
    right,
    customers: {
      left: count(left.templateId, left.templateId),
      right: count(right.templateId, right.templateId),
      both: count(left.templateId, right.templateId),
    },
    byArms: [],
  }));
}
