import { v7 } from 'uuid';
import { z } from 'zod';
import { eligibility } from '@/domain/agents/creative-testing/eligibility';
import { LEAST_CHALLENGERS, planTest, type WrittenVariant } from '@/domain/agents/creative-testing/propose-test';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import type { CopyBrief } from '@/domain/copy/brief';
import { COPY_STYLES } from '@/domain/copy/styles';
import { DEFAULT_AIMS } from '@/domain/experiments/aims';
import { Brand } from '@/domain/workspaces/brand';
import { type CopyModel, configuredCopyModel } from '@/server/ai';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { writeCopy } from '../copy';
import { activePolicy } from '../policies';
import { briefFor } from './brief-for';
import { type Asked, decisionRow, storeTest, winnerOfToday } from './store-test';
import { loadTargetFacts } from './target-facts';
import type { CreativeTrigger } from './trigger';
import type { ProposeResult } from './types';

export const ProposeTestInput = z.object({ templateId: z.string().min(1).max(48) });

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
  const { allocation, controlShare, leastShare } = policy.document.creative;
  const terms = { ...DEFAULT_AIMS, allocation, controlShare, leastShare, startsAt: null };
  return storeTest(ctx, { target, trigger, policy, reasons }, plan, terms);
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
