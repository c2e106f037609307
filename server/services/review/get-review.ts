import type { Policy } from '@/domain/policies/policy';
import { campaignStepOf } from '@/domain/review/bulk';
import { warnAgainst } from '@/domain/review/cases';
import { reasonsUnder } from '@/domain/review/rejudged';
import { judge, type ReviewItem } from '@/domain/review/review-item';
import { riskOf } from '@/domain/review/risk';
import { Brand } from '@/domain/workspaces/brand';
import { roleMay } from '@/domain/workspaces/permissions';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { type DecisionDetail, describeDecision, findDecision, previewDecision } from '../decisions';
import type { Preview } from '../delivery';
import { activePolicy } from '../policies';
import { casesFor } from './cases';
import { desksOf, EMPTY_DESK } from './desks';
import { rejudgementsOf } from './rejudgements';
import { whoMayApprove } from './reviewers';
import type { ReviewSubject } from './types';
import { giverOf } from './verdict-log';
import { writerOf } from './writers';

/**
 * A decision with everything needed to judge it, also when it waits no longer. Throws forbidden, and not_found also for
 * another workspace's.
 */
export async function getReview(ctx: ServiceContext, input: { decisionId: string }): Promise<ReviewSubject> {
  authorise(ctx, 'review.read');
  const row = await findDecision(ctx, input.decisionId);
  // Asked at once: a person waits for all of it, and little of it hangs on the rest.
  const [decision, { document }, { preview, problem }, from, desks, writerId] = await Promise.all([
    describeAsOfNow(ctx, row),
    activePolicy(ctx),
    previewOf(ctx, input),
    senderOf(ctx),
    desksOf(ctx, [row.id]),
    writerOf(ctx.db, ctx, row),
  ]);
  const judged = { ...decision, authorId: row.authorId, writerId, askedById: row.askedById };
  const refusal = approveRefusal(ctx, judged, document);
  const [canBeAsked, warnings] = await Promise.all([
    refusal?.isAboutPerson ? whoMayApprove(ctx, judged, document) : [],
    warningsFor(ctx, decision),
  ]);
  const content = decision.chosen?.content;
  return {
    ...decision,
    template: content ? `${content.templateId}@${content.templateVersion}` : null,
    campaignStep: campaignStepOf(decision.chosen),
    maxCostCents: decision.chosen?.offer?.maxCostCents ?? 0,
    reviewedAt: decision.review?.at ?? null,
    preview,
    previewProblem: problem,
    from,
    approveRefusal: refusal?.message ?? null,
    canBeAsked,
    undoSeconds: document.review.undoSeconds,
    warnings,
    desk: desks.get(decision.id) ?? EMPTY_DESK,
  };
}

/** The decision with what the guardrails say since it was judged again, where it was. */
async function describeAsOfNow(ctx: ServiceContext, row: Decision) {
  const [decision, again] = await Promise.all([describeDecision(ctx, row), rejudgementsOf(ctx, [row.id])]);
  const latest = again.get(row.id);
  if (!latest) return { ...decision, rejudged: null };
  const { verdicts, ...rejudged } = latest;
  const { risk, because } = riskOf(
    row.outcome === 'blocked' ? decision.verdicts : verdicts,
    decision.chosen?.escalations ?? [],
  );
  const reasons = reasonsUnder(decision.reasons, verdicts);
  return { ...decision, verdicts, reasons, risk, riskBecause: because, rejudged };
}

async function warningsFor(ctx: ServiceContext, { agentId, action, chosen }: DecisionDetail) {
  if (!chosen || !action) return [];
  return warnAgainst(chosen.content, await casesFor(ctx, { agentId, action }));
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

type Refused = { message: string; isAboutPerson: boolean };

function approveRefusal(
  ctx: ServiceContext,
  decision: DecisionDetail & Pick<ReviewItem, 'authorId' | 'writerId' | 'askedById'>,
  policy: Policy,
): Refused | null {
  if (ctx.actor.kind !== 'user' || !roleMay(ctx.actor.role, 'review.decide')) return null;
  const by = { role: ctx.actor.role, userId: giverOf(ctx), seenVersion: decision.version, now: ctx.now };
  const judgement = judge(decision, 'approve', by, policy);
  if (judgement.ok || judgement.refusal === 'decided') return null;
  const isAboutPerson = judgement.refusal === 'role' || judgement.refusal === 'author';
  return { message: judgement.message, isAboutPerson };
}
