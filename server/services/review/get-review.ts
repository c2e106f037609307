import type { Policy } from '@/domain/policies/policy';
import { judge } from '@/domain/review/review-item';
import { Brand } from '@/domain/workspaces/brand';
import { roleMay } from '@/domain/workspaces/permissions';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { type DecisionDetail, getDecision, previewDecision } from '../decisions';
import type { Preview } from '../delivery';
import { activePolicy } from '../policies';
import type { ReviewSubject } from './types';

/**
 * A decision with everything needed to judge it, also when it waits no longer. Throws forbidden, and not_found also for
 * another workspace's.
 */
export async function getReview(ctx: ServiceContext, input: { decisionId: string }): Promise<ReviewSubject> {
  authorise(ctx, 'review.read');
  const decision = await getDecision(ctx, input);
  const { document } = await activePolicy(ctx);
  const { preview, problem } = await previewOf(ctx, input);
  return {
    ...decision,
    preview,
    previewProblem: problem,
    from: await senderOf(ctx),
    approveRefusal: approveRefusal(ctx, decision, document),
  };
}

/** A message that cannot be written is a reason to reject, not a reason to show nothing. */
async function previewOf(
  ctx: ServiceContext,
  input: { decisionId: string },
): Promise<{ preview: Preview | null; problem: string | null }> {
  try {
    return { preview: await previewDecision(ctx, input), problem: null };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'invalid') return { preview: null, problem: error.message };
    throw error;
  }
}

async function senderOf(ctx: ServiceContext): Promise<string> {
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { fromName, fromEmail } = Brand.parse(brand);
  return `${fromName} <${fromEmail}>`;
}

function approveRefusal(ctx: ServiceContext, decision: DecisionDetail, policy: Policy): string | null {
  if (ctx.actor.kind !== 'user' || !roleMay(ctx.actor.role, 'review.decide')) return null;
  const by = { role: ctx.actor.role, seenVersion: decision.version, now: ctx.now };
  const judgement = judge(decision, { verdict: 'approve' }, by, policy);
  return judgement.ok || judgement.refusal === 'decided' ? null : judgement.message;
}
