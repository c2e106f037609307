import { actionName, agentName } from '@/domain/agents/agent-cards';
import { isOwnProposal, whyNotApprove } from '@/domain/offers/offer-approval';
import { leftBeforePause, type OfferStatus, offerStatus, runsOutAt } from '@/domain/offers/offer-status';
import { pauseAtCents } from '@/domain/policies/message-costs';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { OfferPolicy } from '../../generated/prisma/client';
import { activePolicy } from '../policies';

/** Days whose spending tells when a budget runs out. */
const RATE_DAYS = 14;
/** Days whose codes tell what one usually holds; of a budget that gave none in them nothing is known. */
const USUAL_DAYS = 90;

/** A ladder of discounts with its budget in minor units; `leftCents` is what it may still promise before it pauses. */
export type OfferPolicyItem = {
  id: string;
  name: string;
  agentId: string;
  agentName: string;
  action: string;
  actionName: string;
  maxPercentOff: number;
  status: OfferStatus;
  budgetCents: number;
  reservedCents: number;
  settledCents: number;
  pauseAtCents: number;
  leftCents: number;
  /** When it runs out at the rate of the last 14 days; null where nothing was spent in them, or it is not in force. */
  runsOutAt: Date | null;
  startsAt: Date;
  endsAt: Date;
  proposedBy: string | null;
  proposedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  revokedBy: string | null;
  revokedAt: Date | null;
  revokeReason: string | null;
  /** Whether the person who asks may approve it now, and why not where their role could. */
  canApprove: boolean;
  whyNotApprove: string | null;
  canRevoke: boolean;
  /** Whether they proposed it and it waits still: ending it takes the proposal back. */
  isOwnProposal: boolean;
  /** Whether it was never approved and ended by the person who proposed it. */
  wasWithdrawn: boolean;
};

/** How many proposed ladders wait for the approval of the person who asks; 0 where their role approves none. Throws forbidden. */
export async function countOffersToApprove(ctx: ServiceContext): Promise<number> {
  authorise(ctx, 'offers.read');
  const { actor } = ctx;
  if (actor.kind !== 'user' || !actorMay(ctx, 'offers.approve')) return 0;
  const { document } = await activePolicy(ctx);
  const waiting = await ctx.db.offerPolicy.findMany({
    where: { workspaceId: ctx.workspaceId, approvedAt: null, revokedAt: null, endsAt: { gt: ctx.now } },
    select: { proposedById: true, maxPercentOff: true },
  });
  return waiting.filter((row) => whyNotApprove(row, { id: actor.userId, role: actor.role }, document) === null).length;
}

type Spending = { id: string; spentCents: number; usualCents: number | null };

/** Every ladder of discounts: what it may give, what it gave, and what can be done with it; the newest first. */
export async function listOfferPolicies(ctx: ServiceContext): Promise<OfferPolicyItem[]> {
  authorise(ctx, 'offers.read');
  const { document } = await activePolicy(ctx);
  const rows = await ctx.db.offerPolicy.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { id: 'desc' },
  });
  const [spending, names] = await Promise.all([
    spendingOf(ctx),
    namesOf(
      ctx,
      rows.flatMap((row) => [row.proposedById, row.approvedById, row.revokedById].filter((id) => id !== null)),
    ),
  ]);
  return rows.map((row) =>
    itemOf(
      ctx,
      document,
      row,
      spending.find(({ id }) => id === row.id),
      names,
    ),
  );
}

function itemOf(
  ctx: ServiceContext,
  policy: Policy,
  row: OfferPolicy,
  spending: Spending | undefined,
  names: ReadonlyMap<string, string>,
): OfferPolicyItem {
  const { budgetCents, reservedCents, settledCents } = row;
  const budget = { budgetCents, reservedCents, settledCents, pauseAtCents: pauseAtCents(budgetCents, policy) };
  const status = offerStatus(row, { ...budget, usualCents: spending?.usualCents ?? null }, ctx.now);
  const leftCents = leftBeforePause(budget, budget.pauseAtCents);
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? null) : null);
  const refusal =
    ctx.actor.kind === 'user' ? whyNotApprove(row, { id: ctx.actor.userId, role: ctx.actor.role }, policy) : null;
  const mayApprove = actorMay(ctx, 'offers.approve');
  const isOpen = status === 'proposed';
  const isOwn = isOpen && isOwnProposal(row, ctx.actor.kind === 'user' ? ctx.actor.userId : null);
  return {
    id: row.id,
    name: row.name,
    agentId: row.agentId,
    agentName: agentName(row.agentId),
    action: row.action,
    actionName: actionName(row.agentId, row.action),
    maxPercentOff: row.maxPercentOff,
    status,
    ...budget,
    leftCents,
    runsOutAt:
      status === 'in_force'
        ? runsOutAt(leftCents, { spentCents: spending?.spentCents ?? 0, since: rateSince(ctx, row), now: ctx.now })
        : null,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    proposedBy: nameOf(row.proposedById),
    proposedAt: row.proposedAt,
    approvedBy: nameOf(row.approvedById),
    approvedAt: row.approvedAt,
    revokedBy: nameOf(row.revokedById),
    revokedAt: row.revokedAt,
    revokeReason: row.revokeReason,
    canApprove: isOpen && mayApprove && refusal === null,
    whyNotApprove: isOpen && mayApprove ? refusal : null,
    canRevoke: (mayApprove && ['proposed', 'upcoming', 'in_force', 'paused'].includes(status)) || isOwn,
    isOwnProposal: isOwn,
    wasWithdrawn: status === 'declined' && isOwnProposal(row, row.revokedById),
  };
}

function rateSince({ now }: ServiceContext, { startsAt, approvedAt }: OfferPolicy): Date {
  const dates = [after(now, -RATE_DAYS * DAY), startsAt, approvedAt ?? startsAt];
  return new Date(Math.max(...dates.map((date) => date.getTime())));
}

/** What each budget gave lately, less what came back, and what one of its codes usually holds. */
function spendingOf(ctx: ServiceContext): Promise<Spending[]> {
  const since = after(ctx.now, -RATE_DAYS * DAY);
  return ctx.db.$queryRaw<Spending[]>`
    SELECT offer_policy_id AS id,
      coalesce(sum(reserved_delta_cents + settled_delta_cents) FILTER (WHERE at >= ${since} AND kind <> 'opening'), 0)::int
        AS "spentCents",
      avg(reserved_delta_cents) FILTER (WHERE kind = 'reserve')::float8 AS "usualCents"
    FROM discount_ledger_entry
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND at >= ${after(ctx.now, -USUAL_DAYS * DAY)}
      AND offer_policy_id IS NOT NULL GROUP BY offer_policy_id`;
}

async function namesOf(ctx: ServiceContext, ids: string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
