import { z } from 'zod';
import { eligibility } from '@/domain/agents/creative-testing/eligibility';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { asRead } from '@/domain/copy/specimen';
import { Brand } from '@/domain/workspaces/brand';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { activePolicy } from '../policies';
import { libraryWords } from './library-words';
import { overlapsOfNew } from './overlaps';
import { winnerOfToday } from './store-test';
import { loadTargetFacts, loadTraffic } from './target-facts';
import type { TestPlanFacts } from './types';

export const PlanTestInput = z.object({ templateId: z.string().min(1).max(48) });

/**
 * What a test of one message can be planned with: whether it may begin, the customers a day and the rates it has now,
 * what is sent today, and the rules of the policy. Throws forbidden, not_found for a message that is not tested.
 */
export async function planTestFacts(ctx: ServiceContext, input: z.input<typeof PlanTestInput>): Promise<TestPlanFacts> {
  authorise(ctx, 'creative.run');
  const target = targetOf(PlanTestInput.parse(input).templateId);
  if (!target) throw new ServiceError('not_found', 'The words of this message are not tested.');
  const policy = await activePolicy(ctx);
  const { creative } = policy.document;
  const facts = await loadTargetFacts(ctx.db, ctx, target, policy.document);
  const { isEligible, reasons } = eligibility(facts, policy.document, ctx.now);
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const today = await winnerOfToday(ctx.db, ctx, target);
  return {
    templateId: target.templateId,
    isEligible,
    reasons: reasons.map(({ text }) => text),
    traffic: await loadTraffic(ctx.db, ctx, target, creative.longestDays),
    overlaps: await overlapsOfNew(ctx.db, ctx, target, policy.document),
    today: asRead(today?.words ?? libraryWords(target.templateId, Brand.parse(brand), policy), target),
    sharing: {
      allocation: creative.allocation,
      controlShare: creative.controlShare,
      leastShare: creative.leastShare,
    },
    rules: {
      leastDays: creative.leastDays,
      longestDays: creative.longestDays,
      leastPerVariant: creative.leastPerVariant,
      significance: creative.significance,
      holdsAtEveryLook: creative.holdsAtEveryLook,
    },
  };
}
