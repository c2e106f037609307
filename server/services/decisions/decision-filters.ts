import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { Outcome } from '@/domain/decisions/outcome';
import { GuardrailId } from '@/domain/guardrails/verdict';
import { GRAVE_RULES, type Risk } from '@/domain/review/risk';
import { KnownDate } from '@/domain/shared/known-instant';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';

/** Most decisions that can be named one by one. */
const MOST_NAMED = 200;

/** Which decisions; every filter narrows. Instants in the workspace's clock, `to` exclusive. */
export const DecisionFilters = z.object({
  /** These alone; none of them, where it is empty. */
  ids: z.array(z.uuid()).max(MOST_NAMED).optional(),
  outcomes: z.array(Outcome).max(12).optional(),
  agentId: z.string().max(32).optional(),
  action: z.string().max(48).optional(),
  channel: ChannelId.optional(),
  customerId: z.uuid().optional(),
  /** A guardrail that said no: when it was decided, or at a later look that ended it. */
  guardrail: GuardrailId.optional(),
  /** One rule that said no: "spam.frequency". */
  rule: z.string().max(64).optional(),
  risk: z.enum(['low', 'mid', 'high']).optional(),
  /** Who judged it. */
  reviewerId: z.uuid().optional(),
  from: KnownDate.optional(),
  to: KnownDate.optional(),
});
export type DecisionFilters = z.infer<typeof DecisionFilters>;

/** The filters as a condition on the workspace's own decisions. */
export function whereOf(ctx: Pick<ServiceContext, 'workspaceId'>, filters: DecisionFilters): Prisma.DecisionWhereInput {
  const { ids, outcomes, from, to, agentId, action, channel, customerId, guardrail, rule, risk, reviewerId } = filters;
  return {
    workspaceId: ctx.workspaceId,
    agentId,
    action,
    channel,
    customerId,
    reviewedById: reviewerId,
    ...(ids && { id: { in: ids } }),
    ...(outcomes && outcomes.length > 0 && { outcome: { in: outcomes } }),
    ...((from || to) && { decidedAt: { gte: from, lt: to } }),
    AND: [
      ...(guardrail ? [refused({ guardrail, verdict: 'block' }, { startsWith: `${guardrail}.` })] : []),
      ...(rule ? [refused({ findings: [{ rule, verdict: 'block' }] }, { equals: rule })] : []),
      ...(risk ? [RISKS[risk]] : []),
    ],
  };
}

/** Decisions one of whose verdicts contains this. */
function said(part: Prisma.InputJsonObject): Prisma.DecisionWhereInput {
  return { verdicts: { array_contains: [part] } };
}

/**
 * Decisions that were refused so when they were decided, when what waited was judged again, or when their message was to
 * leave, which keeps the rule as its code (server/services/guardrails/recheck.ts).
 */
function refused(part: Prisma.InputJsonObject, code: Prisma.StringNullableFilter): Prisma.DecisionWhereInput {
  const whileWaiting = { reviewedAt: null, rejudgement: { verdicts: { array_contains: [part] } } };
  const onLeaving = { messages: { some: { status: 'cancelled' as const, failureCode: code } } };
  return { OR: [said(part), { outcome: 'blocked', OR: [whileWaiting, onLeaving] }] };
}

const ASKED: Prisma.DecisionWhereInput = { OR: [said({ verdict: 'block' }), said({ verdict: 'review' })] };
const GRAVE: Prisma.DecisionWhereInput = {
  OR: [
    said({ verdict: 'block' }),
    ...GRAVE_RULES.map((rule) => said({ findings: [{ rule, verdict: 'review' }] })),
    { chosen: { not: Prisma.DbNull }, NOT: { chosen: { path: ['escalations'], equals: [] } } },
  ],
};

/** What `riskOf` (domain/review/risk.ts) reads from verdicts and escalations, as conditions on their columns. */
const RISKS: Record<Risk, Prisma.DecisionWhereInput> = {
  high: GRAVE,
  mid: { AND: [ASKED, { NOT: GRAVE }] },
  low: { NOT: { OR: [ASKED, GRAVE] } },
};
