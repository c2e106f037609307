import { v7 } from 'uuid';
import type { TestPlan } from '@/domain/agents/creative-testing/propose-test';
import type { CreativeTarget } from '@/domain/agents/creative-testing/targets';
import { CopyWords } from '@/domain/copy/copy-words';
import type { Reason } from '@/domain/decisions/candidate';
import type { TestAims } from '@/domain/experiments/aims';
import type { SharingPlan } from '@/domain/experiments/allocation';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { type CreativeTrigger, triggerKeyOf } from './trigger';
import type { ProposeResult } from './types';

/** What a test is proposed for, and why. */
export type Asked = {
  target: CreativeTarget;
  trigger: CreativeTrigger;
  policy: PolicyInForce;
  reasons: readonly Reason[];
};

/** How a proposed test is to run: what decides it, how it shares its customers, and from when. */
export type TestTerms = TestAims & SharingPlan & { startsAt: Date | null };

/** The columns that every decision of the creative testing agent has. */
export function decisionRow(ctx: ServiceContext, { target, trigger, policy, reasons }: Asked) {
  const { agentId, action, channel, templateId } = target;
  return {
    workspaceId: ctx.workspaceId,
    agentId,
    action,
    channel,
    templateId,
    trigger: trigger.kind,
    triggerKey: triggerKeyOf(templateId, trigger),
    reasons: [...reasons],
    policyVersion: policy.version,
    requestedBy: actorRef(ctx.actor),
    decidedAt: ctx.now,
  };
}

/**
 * Stores a proposed test with its variants, which then wait for a person, in one transaction with its decision and audit
 * entry; refused where somebody proposed one at the same moment.
 */
export async function storeTest(
  ctx: ServiceContext,
  asked: Asked,
  plan: TestPlan,
  terms: TestTerms,
): Promise<ProposeResult> {
  const experimentId = v7();
  const decisionId = v7();
  const { target, trigger } = asked;
  const { challengers, dropped } = plan;
  const isStored = await inTransaction(ctx, async (tx) => {
    const { count } = await tx.creativeDecision.createMany({
      data: [
        {
          ...decisionRow(ctx, asked),
          id: decisionId,
          kind: 'test_proposed',
          experimentId,
          outcome: 'in_review',
          summary: `Try ${plural(challengers.length, 'variant')} of the ${target.name.toLowerCase()} against what is sent today.`,
          evidence: [...challengers, ...dropped].map(({ style, scores, draftId }) => ({ style, scores, draftId })),
        },
      ],
      skipDuplicates: true,
    });
    // Two who ask at the same moment: one test.
    if (count === 0 || (await isTesting(tx, ctx, target))) return false;
    const { agentId, action, channel, templateId } = target;
    await tx.experiment.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: experimentId,
        agentId,
        action,
        channel,
        templateId,
        status: 'proposed',
        proposedAt: ctx.now,
        ...terms,
        variants: { create: [await controlOf(tx, ctx, target), ...challengers.map(challengerRow)] },
      },
    });
    await appendAudit(tx, ctx, {
      action: 'creative.test_proposed',
      subject: `experiment:${experimentId}`,
      payload: {
        decisionId,
        templateId,
        trigger: trigger.kind,
        allocation: terms.allocation,
        goal: terms.goal,
        startsAt: terms.startsAt?.toISOString() ?? null,
        variants: challengers.map(({ style, scores, writtenBy }) => ({ style, score: scores.score, writtenBy })),
        dropped: dropped.map(({ style, scores }) => ({ style, score: scores.score })),
      },
    });
    return true;
  });
  if (!isStored) return { kind: 'not_tested', reasons: ['A test of this message was proposed at the same moment.'] };
  return { kind: 'proposed', experimentId, variants: challengers.length + 1 };
}

/** Locks the message's name, so that of two proposals one sees the other. */
async function isTesting(tx: Db, ctx: ServiceContext, target: CreativeTarget): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`creative:${ctx.workspaceId}:${target.templateId}`}))`;
  const where = {
    workspaceId: ctx.workspaceId,
    templateId: target.templateId,
    status: { in: ['proposed', 'planned', 'running'] },
  };
  return (await tx.experiment.count({ where })) > 0;
}

/** What is sent today: the last winner, or null for the library's words. */
export async function winnerOfToday(db: Db, ctx: ServiceContext, target: CreativeTarget) {
  const winner = await db.experimentVariant.findFirst({
    where: { workspaceId: ctx.workspaceId, status: 'won', experiment: { templateId: target.templateId } },
    orderBy: { experiment: { endedAt: 'desc' } },
  });
  const words = CopyWords.nullable().parse(winner?.words ?? null);
  return winner && words ? { writtenBy: winner.writtenBy, draftId: winner.draftId, words } : null;
}

async function controlOf(tx: Db, ctx: ServiceContext, target: CreativeTarget) {
  const winner = await winnerOfToday(tx, ctx, target);
  const today = winner ?? { writtenBy: 'library', draftId: null };
  return { id: v7(), position: 0, style: 'control', status: 'approved', ...today };
}

function challengerRow({ style, words, writtenBy, draftId, scores }: TestPlan['challengers'][number], index: number) {
  return { id: v7(), position: index + 1, style, status: 'proposed', writtenBy, draftId, words, scores };
}
