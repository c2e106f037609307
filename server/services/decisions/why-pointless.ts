import { CampaignDocument } from '@/domain/campaigns/campaign';
import type { Policy } from '@/domain/policies/policy';
import { plural } from '@/domain/shared/plural';
import { after, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Customer, Decision } from '../../generated/prisma/client';
import type { SnapshotRequest } from '../snapshots';

type Question = { gone: Decision; request: SnapshotRequest };

/** Why a question of before makes no sense any more, in words for people; null where it still does, or the agent is to say. */
export async function whyPointless(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  { gone, request }: Question,
): Promise<string | null> {
  const { workspaceId } = ctx;
  const where = { workspaceId_id: { workspaceId, id: gone.customerId } };
  const customer = await tx.customer.findUnique({ where });
  if (!customer) return null;
  const { trigger, cartId, again, winback } = request;
  if (cartId) {
    const why = await whyNoCart(tx, ctx, policy, cartId);
    if (why) return why;
  }
  if (trigger.kind === 'cart_reminder' && (await wasRead(tx, ctx, gone.customerId, trigger.emailedAt))) {
    return 'The customer has read the cart e-mail meanwhile: there is nothing to remind them of.';
  }
  if (trigger.kind === 'web_visit') return 'The customer has left the page it was for.';
  if (winback) return whyNoSeries(tx, ctx, gone.customerId, winback.spellId);
  if (gone.agentId === 'campaign') {
    if (customer.lastOrderAt && customer.lastOrderAt > gone.decidedAt) return 'The customer has ordered since.';
    const why = again?.campaignId ? await whyNoCampaign(tx, ctx, again.campaignId) : null;
    if (why) return why;
  }
  return whyPast(tx, ctx, trigger, customer);
}

async function whyNoCart(tx: Db, ctx: ServiceContext, { cart: rules }: Policy, id: string): Promise<string | null> {
  const cart = await tx.cart.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (cart?.status === 'ordered') return 'The customer has bought the cart meanwhile.';
  if (cart?.status !== 'open') return 'The cart is empty or gone.';
  if (cart.lastChangedAt > after(ctx.now, -rules.tooLateHours * HOUR)) return null;
  return `The cart last changed more than ${plural(rules.tooLateHours, 'hour')} ago: too late to write about it.`;
}

/** Whether the e-mail that was delivered then was opened since. */
async function wasRead(tx: Db, ctx: ServiceContext, customerId: string, emailedAt: string): Promise<boolean> {
  const read = await tx.message.count({
    where: {
      ...{ workspaceId: ctx.workspaceId, customerId, channel: 'email', deliveredAt: new Date(emailedAt) },
      OR: [{ openedAt: { not: null } }, { clickedAt: { not: null } }, { unsubscribedAt: { not: null } }],
    },
  });
  return read > 0;
}

async function whyNoSeries(tx: Db, ctx: ServiceContext, customerId: string, spellId: string): Promise<string | null> {
  const { workspaceId } = ctx;
  const own = await tx.winbackSpell.findFirst({ where: { workspaceId, id: spellId }, select: { endedAs: true } });
  if (own?.endedAs === 'returned') return 'The customer has come back.';
  const another = await tx.winbackSpell.count({
    where: { workspaceId, customerId, id: { not: spellId }, endedAt: null },
  });
  return another > 0 ? 'Another win-back of this customer has begun since.' : null;
}

async function whyNoCampaign(tx: Db, { workspaceId }: ServiceContext, id: string): Promise<string | null> {
  const row = await tx.campaign.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (row?.status === 'running') return null;
  return row
    ? `The campaign “${CampaignDocument.parse(row.document).name}” does not run now.`
    : 'The campaign is gone.';
}

/** What the customer has done since the moment that woke the agent. */
async function whyPast(
  tx: Db,
  { workspaceId }: ServiceContext,
  trigger: SnapshotRequest['trigger'],
  customer: Customer,
): Promise<string | null> {
  if (trigger.kind === 'stage_changed' && customer.stage !== trigger.to) {
    return 'The customer’s stage has become another since.';
  }
  if (trigger.kind === 'milestone' && trigger.milestone === 'nth_purchase' && customer.orderCount !== trigger.count) {
    return 'The customer has ordered since.';
  }
  if (trigger.kind !== 'segment_changed') return null;
  const { segmentId, change } = trigger;
  const isIn = (await tx.segmentMember.count({ where: { workspaceId, segmentId, customerId: customer.id } })) > 0;
  if (isIn === (change === 'entered')) return null;
  return isIn ? 'The customer has come back into the segment since.' : 'The customer has left the segment since.';
}
