import { v7 } from 'uuid';
import { attribute, type Evidence, type TouchFacts } from '@/domain/attribution/attribute';
import { carriesUtm } from '@/domain/attribution/campaign';
import { longestWindow, modelWindow } from '@/domain/attribution/model-window';
import { OrderCampaign } from '@/domain/events/order';
import type { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { linkSigner } from '../../signing';
import { activePolicy } from '../policies';

const MODEL = 'last_touch';

type OrderRow = {
  id: string;
  customerId: string;
  netRevenueCents: number;
  couponCode: string | null;
  campaign: unknown;
  orderedAt: Date;
};

type TouchRow = {
  messageId: string;
  decisionId: string;
  deliveredAt: Date;
  channel: string;
  template: string;
  action: string | null;
  code: string | null;
  followedLink: boolean;
};

/**
 * Credits an order to the message that brought it, or to none, in the caller's transaction. May be called again at
 * any time (refund, late event): the same facts give the same rows, and credit never exceeds what the customer paid
 * and kept. Throws not_found for an order of another workspace.
 */
export async function attributeOrder(tx: Db, ctx: ServiceContext, { orderId }: { orderId: string }): Promise<void> {
  const order = await lockOrder(tx, ctx, orderId);
  const { document } = await activePolicy(ctx, tx);
  const touches = await loadTouches(tx, ctx, order, longestWindow(document));
  const credits = attribute(order, await withEvidence(ctx, document, order, touches));
  const key = { workspaceId: ctx.workspaceId, orderId, model: MODEL };
  await tx.attribution.deleteMany({
    where: { ...key, decisionId: { notIn: credits.map(({ decisionId }) => decisionId) } },
  });
  for (const { decisionId, messageId, evidence, creditCents } of credits) {
    const values = { messageId, evidence, creditCents, orderedAt: order.orderedAt };
    await tx.attribution.upsert({
      where: { workspaceId_orderId_model_decisionId: { ...key, decisionId } },
      create: { ...key, id: v7(), decisionId, ...values },
      update: values,
    });
  }
}

/** Locked, so that an order and its refund that come at once are credited one after the other. */
async function lockOrder(tx: Db, ctx: ServiceContext, orderId: string): Promise<OrderRow> {
  const [order] = await tx.$queryRaw<OrderRow[]>`
    SELECT id, customer_id AS "customerId", GREATEST(0, revenue_cents - refunded_cents) AS "netRevenueCents",
      coupon_code AS "couponCode", campaign, ordered_at AS "orderedAt"
    FROM shop_order WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${orderId}::uuid FOR UPDATE`;
  if (!order) throw new ServiceError('not_found', 'There is no such order.');
  return order;
}

function loadTouches(
  tx: Db,
  ctx: ServiceContext,
  { customerId, orderedAt }: OrderRow,
  windowMs: number,
): Promise<TouchRow[]> {
  const from = new Date(orderedAt.getTime() - windowMs);
  return tx.$queryRaw<TouchRow[]>`
    SELECT m.id AS "messageId", m.decision_id AS "decisionId", m.delivered_at AS "deliveredAt", m.channel, m.template,
      d.action, o.code,
      EXISTS (SELECT 1 FROM message_event e WHERE e.workspace_id = m.workspace_id AND e.message_id = m.id
        AND e.kind = 'clicked' AND NOT e.is_machine AND e.occurred_at <= ${orderedAt}) AS "followedLink"
    FROM message m
    JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    LEFT JOIN offer o ON o.workspace_id = m.workspace_id AND o.decision_id = m.decision_id
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.customer_id = ${customerId}::uuid
      AND m.delivered_at BETWEEN ${from} AND ${orderedAt} AND m.bounced_at IS NULL`;
}

async function withEvidence(
  ctx: ServiceContext,
  policy: Policy,
  order: OrderRow,
  touches: TouchRow[],
): Promise<TouchFacts[]> {
  const campaign = OrderCampaign.catch({}).parse(order.campaign);
  const signed = campaign.token ? (await linkSigner()).read('message', campaign.token) : null;
  const signedId = signed?.workspaceId === ctx.workspaceId ? signed.messageId : null;
  return touches.map((touch) => {
    const evidence: Evidence[] = [];
    if (touch.code && touch.code.toUpperCase() === order.couponCode?.trim().toUpperCase()) evidence.push('code');
    if (touch.messageId === signedId || touch.followedLink) evidence.push('signed_id');
    if (carriesUtm(campaign, touch)) evidence.push('utm');
    const { messageId, decisionId, deliveredAt, action } = touch;
    return { messageId, decisionId, deliveredAt, windowMs: modelWindow(action, policy), evidence };
  });
}
