import { v7 } from 'uuid';
import { z } from 'zod';
import { eligibility } from '@/domain/agents/creative-testing/eligibility';
import {
  LEAST_CHALLENGERS,
  planTest,
  type TestPlan,
  type WrittenVariant,
} from '@/domain/agents/creative-testing/propose-test';
import { type CreativeTarget, targetOf } from '@/domain/agents/creative-testing/targets';
import type { CreativeTriggerKind } from '@/domain/agents/creative-testing/trigger-kinds';
import type { BriefFigure, CopyBrief } from '@/domain/copy/brief';
import { CopyWords } from '@/domain/copy/copy-words';
import { COPY_STYLES } from '@/domain/copy/styles';
import type { Reason } from '@/domain/decisions/candidate';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { after, DAY } from '@/domain/shared/time';
import { Brand } from '@/domain/workspaces/brand';
import { type CopyModel, configuredCopyModel } from '@/server/ai';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { writeCopy } from '../copy';
import { activePolicy } from '../policies';
import { loadTargetFacts } from './target-facts';
import type { ProposeResult } from './types';

export const ProposeTestInput = z.object({ templateId: z.string().min(1).max(48) });

/**
 * What woke the agent; the key makes one decision of one occurrence. `because` is why it was woken, `plannedVolume` whom a
 * campaign that begins may write to.
 */
export type CreativeTrigger = { kind: CreativeTriggerKind; key: string; because?: Reason; plannedVolume?: number };

/** A social proof needs more customers than this to be one. */
const LEAST_PROOF = 100;

/**
 * The creative testing agent looks at one kind of message: proposes a test with its variants, which then waits for a
 * person, or says why not. Asked twice for the same occurrence it answers once. Words are written outside of any
 * transaction; what is stored is stored in one. Throws forbidden, not_found for a message that is not tested.
 */
export async function proposeTest(
  ctx: ServiceContext,
  input: z.input<typeof ProposeTestInput>,
  trigger: CreativeTrigger = { kind: 'on_demand', key: v7() },
  model?: CopyModel | null,
): Promise<ProposeResult> {
  authorise(ctx, 'creative.run');
  const target = targetOf(input.templateId);
  if (!target) throw new ServiceError('not_found', 'The words of this message are not tested.');
  const policy = await activePolicy(ctx);
  const facts = await loadTargetFacts(ctx.db, ctx, target, policy.document);
  const planned = { ...facts, plannedVolume: trigger.plannedVolume ?? 0 };
  const { isEligible, reasons: volume } = eligibility(planned, policy.document, ctx.now);
  const reasons = trigger.because ? [trigger.because, ...volume] : volume;
  if (!isEligible) return notTested(ctx, { target, trigger, policy, reasons });
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const brand = Brand.parse(workspace.brand);
  const written = await writeVariants(ctx, await briefFor(ctx, target, policy, brand), model);
  const today = await winnerOfToday(ctx.db, ctx, target);
  const plan = planTest(written, today?.words ?? null, brand, policy.document);
  if (plan.challengers.length < LEAST_CHALLENGERS) {
    const text = `Of ${written.length} variants ${plan.challengers.length} are good enough; a test needs ${LEAST_CHALLENGERS}.`;
    return notTested(ctx, { target, trigger, policy, reasons: [...reasons, { text, factor: 'score', value: null }] });
  }
  return store(ctx, { target, trigger, policy, reasons }, plan);
}

/** One decision of the agent by what it was about, and which occurrence woke it. */
export function triggerKeyOf(templateId: string, { kind, key }: Pick<CreativeTrigger, 'kind' | 'key'>): string {
  return `${kind}:${templateId}:${key}`;
}

type Asked = { target: CreativeTarget; trigger: CreativeTrigger; policy: PolicyInForce; reasons: readonly Reason[] };

async function briefFor(
  ctx: ServiceContext,
  target: CreativeTarget,
  policy: PolicyInForce,
  brand: Brand,
): Promise<Omit<CopyBrief, 'style'>> {
  const { workspaceId } = ctx;
  const { words } = policy.document;
  const products = await ctx.db.product.findMany({
    where: { workspaceId, firstSeenAt: { lte: ctx.now } },
    orderBy: { firstSeenAt: 'desc' },
    select: { name: true },
    take: 6,
  });
  const learnt = await ctx.db.experiment.findMany({
    where: { workspaceId, templateId: target.templateId, learning: { not: null } },
    orderBy: { endedAt: 'desc' },
    select: { learning: true },
    take: 5,
  });
  const refused = await ctx.db.experimentVariant.findMany({
    where: {
      workspaceId,
      status: 'rejected',
      reviewReason: { not: null },
      experiment: { templateId: target.templateId },
    },
    orderBy: { reviewedAt: 'desc' },
    select: { reviewReason: true },
    take: 5,
  });
  const { agentId, action, channel, templateId, purpose, slots, offerEnds } = target;
  return {
    agentId,
    action,
    channel,
    templateId,
    purpose,
    company: brand.companyName,
    audience: null,
    products: products.map(({ name }) => name),
    slots,
    offerEnds,
    figures: await provenFigures(ctx),
    learnings: learnt.flatMap(({ learning }) => learning ?? []),
    rejections: refused.flatMap(({ reviewReason }) => reviewReason ?? []),
    subjectLength: words.subjectLength,
    forbidden: [...words.forbidden, ...words.spamPhrases],
    urgency: words.urgency,
  };
}

/** How many customers ordered in the last 30 days, where that is many. */
async function provenFigures(ctx: ServiceContext): Promise<BriefFigure[]> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT customer_id)::int AS count FROM shop_order
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND ordered_at > ${after(ctx.now, -30 * DAY)} AND ordered_at <= ${ctx.now}`;
  const count = row?.count ?? 0;
  if (count < LEAST_PROOF) return [];
  return [{ label: 'customers who ordered in the last 30 days', value: count.toLocaleString('en') }];
}

async function writeVariants(
  ctx: ServiceContext,
  brief: Omit<CopyBrief, 'style'>,
  given: CopyModel | null | undefined,
): Promise<WrittenVariant[]> {
  const model = given === undefined ? await configuredCopyModel() : given;
  const written: WrittenVariant[] = [];
  for (const style of COPY_STYLES) {
    if (style === 'control') continue;
    const copy = await writeCopy(ctx, { ...brief, style }, model);
    if (copy) written.push({ style, words: copy.words, writtenBy: copy.writtenBy, draftId: copy.draftId });
  }
  return written;
}

function decisionRow(ctx: ServiceContext, { target, trigger, policy, reasons }: Asked) {
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

async function notTested(ctx: ServiceContext, asked: Asked): Promise<ProposeResult> {
  const id = v7();
  const summary = `No test of the ${asked.target.name.toLowerCase()}. ${asked.reasons.map(({ text }) => text).join(' ')}`;
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.creativeDecision.createMany({
      data: [{ ...decisionRow(ctx, asked), id, kind: 'not_tested', outcome: 'skipped', summary, evidence: [] }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await appendAudit(tx, ctx, {
      action: 'creative.not_tested',
      subject: `creative_decision:${id}`,
      payload: {
        templateId: asked.target.templateId,
        trigger: asked.trigger.kind,
        factors: asked.reasons.map(({ factor }) => factor),
      },
    });
  });
  return { kind: 'not_tested', reasons: asked.reasons.map(({ text }) => text) };
}

async function store(ctx: ServiceContext, asked: Asked, plan: TestPlan): Promise<ProposeResult> {
  const experimentId = v7();
  const decisionId = v7();
  const { target, trigger, policy } = asked;
  const { allocation, controlShare, leastShare } = policy.document.creative;
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
          summary: `Try ${challengers.length} variants of the ${target.name.toLowerCase()} against what is sent today.`,
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
        allocation,
        controlShare,
        leastShare,
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
        allocation,
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
    status: { in: ['proposed', 'running'] },
  };
  return (await tx.experiment.count({ where })) > 0;
}

/** What is sent today: the last winner, or null for the library's words. */
async function winnerOfToday(db: Db, ctx: ServiceContext, target: CreativeTarget) {
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
