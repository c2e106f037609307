import { z } from 'zod';
import { Considered } from '@/domain/agents/agent';
import { actionName, agentName } from '@/domain/agents/agent-cards';
import { ChannelId } from '@/domain/channels/channel';
import { customerName } from '@/domain/customers/customer-name';
import { Candidate, Reason } from '@/domain/decisions/candidate';
import { Outcome } from '@/domain/decisions/outcome';
import { VerdictsOutline } from '@/domain/decisions/outline';
import { Verdict } from '@/domain/guardrails/verdict';
import type { Policy } from '@/domain/policies/policy';
import { reviewBegins, slaDueAt } from '@/domain/review/review-item';
import { riskOf } from '@/domain/review/risk';
import { actorMay, type ServiceContext } from '../../context';
import type { Decision } from '../../generated/prisma/client';
import type { CustomerLabel, DecisionListItem } from './types';

/** The columns a list shows; of the verdicts their outline is enough. */
export const LIST_COLUMNS = {
  id: true,
  version: true,
  agentId: true,
  action: true,
  channel: true,
  trigger: true,
  outcome: true,
  summary: true,
  customerId: true,
  confidence: true,
  confidenceKind: true,
  valueCents: true,
  chosen: true,
  verdicts: true,
  decidedAt: true,
  sendAt: true,
  reviewBy: true,
  isSimulated: true,
} as const;
export type ListRow = Pick<Decision, keyof typeof LIST_COLUMNS>;

const Verdicts = z.array(Verdict);
export const Reasons = z.array(Reason);
export const Roads = z.array(Considered);

/** What the rows of a list need from elsewhere. */
export type Surroundings = { names: ReadonlyMap<string, string>; credits: ReadonlyMap<string, number>; policy: Policy };

/** Names and credits for a page of decisions, in two reads; no names for roles that may not see customers. */
export async function surroundings(
  ctx: ServiceContext,
  policy: Policy,
  rows: readonly { id: string; customerId: string }[],
): Promise<Surroundings> {
  const { workspaceId } = ctx;
  const [customers, credits] = await Promise.all([
    actorMay(ctx, 'customers.read')
      ? ctx.db.customer.findMany({
          where: { workspaceId, id: { in: rows.map((row) => row.customerId) } },
          select: { id: true, firstName: true, lastName: true, externalId: true, email: true },
        })
      : [],
    ctx.db.attribution.groupBy({
      by: ['decisionId'],
      where: { workspaceId, decisionId: { in: rows.map((row) => row.id) } },
      _sum: { creditCents: true },
    }),
  ]);
  return {
    policy,
    names: new Map(customers.map((customer) => [customer.id, customerName(customer)])),
    credits: new Map(credits.map((row) => [row.decisionId, row._sum.creditCents ?? 0])),
  };
}

/** A stored decision as one line of a list. */
export function toListItem(ctx: ServiceContext, row: ListRow, around: Surroundings): DecisionListItem {
  const chosen = row.chosen === null ? null : Candidate.parse(row.chosen);
  const customer: CustomerLabel = { id: row.customerId, name: around.names.get(row.customerId) ?? null };
  const outcome = Outcome.parse(row.outcome);
  const reviewFrom = reviewBegins(row.decidedAt, ctx.workspace.attendedFrom, ctx.now);
  return {
    id: row.id,
    version: row.version,
    agentId: row.agentId,
    agentName: agentName(row.agentId),
    action: row.action,
    actionName: row.action === null ? null : actionName(row.agentId, row.action),
    channel: row.channel === null ? null : ChannelId.parse(row.channel),
    trigger: row.trigger,
    outcome,
    summary: row.summary,
    customer,
    confidence: row.confidence,
    confidenceKind: row.confidenceKind === null ? null : z.enum(['prior', 'calibrated']).parse(row.confidenceKind),
    valueCents: row.valueCents,
    currency: ctx.workspace.currency,
    percentOff: chosen?.offer?.percentOff ?? null,
    risk: riskOf(VerdictsOutline.parse(row.verdicts), chosen?.escalations ?? []).risk,
    creditedCents: around.credits.get(row.id) ?? 0,
    decidedAt: row.decidedAt,
    sendAt: row.sendAt,
    slaDueAt: outcome === 'in_review' ? slaDueAt(reviewFrom, around.policy) : null,
    reviewFrom,
    reviewBy: row.reviewBy,
    isSimulated: row.isSimulated,
  };
}

/** Verdicts that are whole, parsed. */
export function readVerdicts(column: unknown): Verdict[] {
  return Verdicts.parse(column);
}
