import type { CreativeTarget } from '@/domain/agents/creative-testing/targets';
import type { BriefFigure, CopyBrief } from '@/domain/copy/brief';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { ABOUT_WORDS } from '@/domain/review/cases';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { RejectReason } from '@/domain/review/review-item';
import { after, DAY } from '@/domain/shared/time';
import { MessageContent } from '@/domain/templates/content';
import type { Brand } from '@/domain/workspaces/brand';
import type { ServiceContext } from '../../context';
import { TOLD_BY_SHOP } from '../../told-by-shop';

/** Rejections a writer is told of: of variants, and of decisions in these words. */
const TOLD = 5;

/** A social proof needs more customers than this to be one. */
const LEAST_PROOF = 100;

/** What writers of a message's words are told, and what words for it are checked against. */
export async function briefFor(
  ctx: ServiceContext,
  target: CreativeTarget,
  policy: PolicyInForce,
  brand: Brand,
): Promise<Omit<CopyBrief, 'style'>> {
  const { workspaceId } = ctx;
  const { words } = policy.document;
  const products = await ctx.db.product.findMany({
    where: { workspaceId, firstSeenAt: { lte: ctx.now }, ...TOLD_BY_SHOP },
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
    take: TOLD,
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
    rejections: [
      ...refused.flatMap(({ reviewReason }) => reviewReason ?? []),
      ...(await rejectedInReview(ctx, target)),
    ],
    subjectLength: words.subjectLength,
    forbidden: [...words.forbidden, ...words.spamPhrases],
    urgency: words.urgency,
  };
}

/**
 * Why reviewers rejected decisions in this message's words, with the subject they saw. Their notes stay here: one may name
 * the customer it was written about.
 */
async function rejectedInReview(ctx: ServiceContext, { templateId }: CreativeTarget): Promise<string[]> {
  const cases = await ctx.db.reviewCase.findMany({
    where: { workspaceId: ctx.workspaceId, templateId, reason: { in: [...ABOUT_WORDS] } },
    orderBy: { createdAt: 'desc' },
    select: { reason: true, content: true },
    take: TOLD,
  });
  const told = cases.map(({ reason, content }) => {
    const words = REJECT_REASONS[RejectReason.parse(reason)];
    const subject = MessageContent.nullable().parse(content)?.subject;
    return subject ? `${words}: “${subject}”` : words;
  });
  return [...new Set(told)];
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
