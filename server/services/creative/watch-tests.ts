import { v7 } from 'uuid';
import { learningOf } from '@/domain/agents/creative-testing/learning';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { type CopyStyle, STYLE_NAMES } from '@/domain/copy/styles';
import { type ArmResult, armResult, judgeTest, type TestVerdict } from '@/domain/experiments/stopping-rule';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { appendAudit } from '../../audit';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Experiment, ExperimentVariant } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { countResults, type VariantCounts } from './results';
import { aimsOf, historyOf, moveShares, type PeriodShares } from './shares';

type RunningTest = Experiment & { variants: ExperimentVariant[] };

/**
 * Looks at every running test. One that has an answer ends: its winner is what customers get from now on, the others
 * retire, and what was learnt is kept for the next words. One that goes on has its shares moved when a day is over, unless
 * customers do not fall as planned: nothing is learnt from those. Answers how many ended.
 */
export async function watchTests(ctx: ServiceContext): Promise<{ concluded: number }> {
  const running = await ctx.db.experiment.findMany({
    where: { workspaceId: ctx.workspaceId, status: 'running' },
    select: { id: true },
  });
  let concluded = 0;
  for (const { id } of running) {
    if (await inTransaction(ctx, (tx) => watch(tx, ctx, id))) concluded += 1;
  }
  return { concluded };
}

async function watch(tx: Db, ctx: ServiceContext, id: string): Promise<boolean> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`
    SELECT id FROM experiment WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const test = await tx.experiment.findUnique({
    where: { workspaceId_id: { workspaceId, id }, status: 'running' },
    include: { variants: { where: { status: 'running' }, orderBy: { position: 'asc' } }, allocations: true },
  });
  if (!test?.startedAt) return false;
  const policy = await activePolicy(ctx, tx);
  const history = historyOf(test.allocations);
  const arms = armsOf(test.variants, history, await countResults(tx, ctx, [id]));
  const verdict = judgeTest(arms, test.startedAt, ctx.now, policy.document.creative, aimsOf(test));
  await tx.experiment.updateMany({ where: { workspaceId, id }, data: { verdict } });
  const isOver = verdict.kind === 'winner' || verdict.kind === 'no_winner' || isTooOld(test.startedAt, ctx, policy);
  if (isOver) await conclude(tx, ctx, policy, { test, arms, verdict });
  else if (verdict.kind !== 'mismatch') {
    await moveShares(tx, ctx, { test: { ...test, startedAt: test.startedAt }, history, arms });
  }
  return isOver;
}

/** The arms of a test with what came of each, period by period; nobody yet where no row says so. */
export function armsOf(
  variants: readonly ExperimentVariant[],
  history: readonly PeriodShares[],
  counts: readonly VariantCounts[],
): (ArmResult & { style: CopyStyle })[] {
  return variants.map(({ id, style }) => {
    const periods = history.map(({ period, arms }) => {
      const found = counts.find((row) => row.variantId === id && row.period === period);
      return {
        share: arms.find(({ variantId }) => variantId === id)?.share ?? 0,
        exposed: found?.exposed ?? 0,
        delivered: found?.delivered ?? 0,
        clicked: found?.clicked ?? 0,
        ordered: found?.ordered ?? 0,
        unsubscribed: found?.unsubscribed ?? 0,
      };
    });
    return { style: style as CopyStyle, ...armResult(id, STYLE_NAMES[style as CopyStyle], periods) };
  });
}

/** A test whose shares are wrong proves nothing and is not left to run for ever. */
function isTooOld(startedAt: Date, ctx: ServiceContext, { document }: PolicyInForce): boolean {
  return ctx.now.getTime() - startedAt.getTime() >= document.creative.longestDays * 86_400_000;
}

type Ending = { test: RunningTest; arms: ReturnType<typeof armsOf>; verdict: TestVerdict };

async function conclude(tx: Db, ctx: ServiceContext, policy: PolicyInForce, ending: Ending): Promise<void> {
  const { test, arms, verdict } = ending;
  const { workspaceId } = ctx;
  const name = targetOf(test.templateId)?.name ?? test.templateId;
  const learning = learningOf(name, arms, verdict, aimsOf(test));
  await tx.experimentVariant.updateMany({
    where: { workspaceId, experimentId: test.id, status: 'running' },
    data: { status: 'retired' },
  });
  if (verdict.winnerId) {
    await tx.experimentVariant.updateMany({ where: { workspaceId, id: verdict.winnerId }, data: { status: 'won' } });
  }
  await tx.experiment.updateMany({
    where: { workspaceId, id: test.id },
    data: { status: 'concluded', endedAt: ctx.now, learning },
  });
  const id = v7();
  const { agentId, action, channel, templateId } = test;
  await tx.creativeDecision.create({
    data: {
      workspaceId,
      id,
      kind: 'test_concluded',
      agentId,
      action,
      channel,
      templateId,
      trigger: 'hourly',
      triggerKey: `concluded:${test.id}`,
      experimentId: test.id,
      outcome: 'executed',
      summary: learning,
      reasons: [{ text: verdict.reason, factor: verdict.kind, value: null }],
      evidence: {
        arms: arms.map((arm) => ({ ...arm, periods: arm.periods.map((period) => ({ ...period })) })),
        comparisons: [...verdict.comparisons],
      },
      policyVersion: policy.version,
      requestedBy: actorRef(ctx.actor),
      decidedAt: ctx.now,
    },
  });
  await appendAudit(tx, ctx, {
    action: 'creative.test_concluded',
    subject: `experiment:${test.id}`,
    payload: {
      decisionId: id,
      verdict: verdict.kind,
      winnerId: verdict.winnerId,
      arms: arms.map(({ variantId, style, delivered, clicked }) => ({ variantId, style, delivered, clicked })),
    },
  });
}
