import { z } from 'zod';
import { TEST_GOALS, type TestAims } from '@/domain/experiments/aims';
import {
  ALLOCATIONS,
  type ArmShare,
  daysRun,
  firstShares,
  nextShares,
  type SharingPlan,
} from '@/domain/experiments/allocation';
import type { ArmResult } from '@/domain/experiments/stopping-rule';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Experiment } from '../../generated/prisma/client';

const ArmShares = z.array(
  z.object({
    variantId: z.string(),
    share: z.number().min(0).max(1),
    delivered: z.number().int(),
    clicked: z.number().int(),
    ordered: z.number().int().default(0),
    chance: z.number().nullable(),
  }),
);

/** The shares of a test from a moment on, the control first. */
export type PeriodShares = { period: number; from: Date; arms: ArmShare[] };

/** What of a row tells of a period; its moment as a column has it, or as JSON tells it. */
type AllocationRow = { period: number; from: Date | string; arms: unknown };

/** The history of a test's shares as its rows have it, in their order. */
export function historyOf(rows: readonly AllocationRow[]): PeriodShares[] {
  return rows
    .map(({ period, from, arms }) => ({ period, from: new Date(from), arms: ArmShares.parse(arms) }))
    .sort((a, b) => a.period - b.period);
}

/** How a test shares, as its row has it. */
export function planOf({ allocation, controlShare, leastShare }: Experiment): SharingPlan {
  return { allocation: z.enum(ALLOCATIONS).parse(allocation), controlShare, leastShare };
}

/** What a test is to bring about, as its row has it. */
export function aimsOf({ goal, guardsOrders }: Pick<Experiment, 'goal' | 'guardsOrders'>): TestAims {
  return { goal: z.enum(TEST_GOALS).parse(goal), guardsOrders };
}

/** Writes, in the caller's transaction, how a test that begins shares its customers. */
export async function writeFirstShares(
  tx: Db,
  ctx: ServiceContext,
  test: Experiment,
  variantIds: readonly string[],
): Promise<void> {
  await tx.testAllocation.create({
    data: {
      workspaceId: ctx.workspaceId,
      experimentId: test.id,
      period: 1,
      from: ctx.now,
      arms: firstShares(planOf(test), variantIds),
    },
  });
}

type Moving = { test: Experiment & { startedAt: Date }; history: readonly PeriodShares[]; arms: readonly ArmResult[] };

/**
 * Moves the shares of a running test, once for each day that is over, in the caller's transaction that holds the test
 * locked. Customers who were given an arm keep it; from now on new ones fall by the new shares. Nothing for a fixed split.
 */
export async function moveShares(tx: Db, ctx: ServiceContext, { test, history, arms }: Moving): Promise<boolean> {
  const plan = planOf(test);
  const last = history.at(-1);
  if (plan.allocation === 'fixed' || !last) return false;
  const days = daysRun(test.startedAt, ctx.now);
  if (days <= daysRun(test.startedAt, last.from)) return false;
  const shares = nextShares(plan, arms, days, aimsOf(test).goal);
  const period = last.period + 1;
  await tx.testAllocation.create({
    data: { workspaceId: ctx.workspaceId, experimentId: test.id, period, from: ctx.now, arms: shares },
  });
  await appendAudit(tx, ctx, {
    action: 'creative.shares_moved',
    subject: `experiment:${test.id}`,
    payload: { period, arms: shares.map((arm) => ({ ...arm })) },
  });
  return true;
}
