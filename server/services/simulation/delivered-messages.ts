import type { ChannelId } from '@/domain/channels/channel';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { tenantPool } from '../../db';

/** How the twin names itself, so that a person who tries the demo can be told from it. */
export const TWIN_AGENT = 'Touchstone shopper twin';

/** Nearly all answers come within this time of delivery. */
export const ANSWERED_WITHIN = 3 * DAY;

/** A delivered message, with what its answer depends on and what of it has been told already. */
export type DeliveredMessage = {
  id: string;
  channel: ChannelId;
  action: string;
  template: string;
  trigger: string;
  cartKey: string | null;
  provider: string;
  toAddress: string;
  decisionId: string;
  customerId: string;
  externalId: string;
  /** As it was when the message was decided. */
  lifetimeValueCents: number;
  percentOff: number;
  code: string | null;
  deliveredAt: Date;
  recentTouches: number;
  /** How many messages the person had been delivered before: with their id, the same in every telling. */
  ordinal: number;
  toldKinds: string[];
  toldByMachine: boolean;
  isOrdered: boolean;
};

/**
 * Messages delivered to simulated people after `since`, or lately, as of `until`. A message that a person (somebody trying the demo) has
 * opened or clicked is left out: it is answered already, by them.
 */
export async function deliveredMessages(
  ctx: ServiceContext,
  until: Date,
  since = after(until, -ANSWERED_WITHIN),
): Promise<DeliveredMessage[]> {
  const { rows } = await tenantPool(ctx.workspaceId).query<DeliveredMessage>({
    text: `
      SELECT m.id, m.channel, m.provider, m.to_address AS "toAddress", m.decision_id AS "decisionId", d.action, m.template, d.trigger, cart.cart_key AS "cartKey",
             m.customer_id AS "customerId", c.external_id AS "externalId",
             coalesce((d.snapshot #>> '{customer,lifetimeValueCents}')::int, 0) AS "lifetimeValueCents",
             coalesce(o.percent_off, 0) AS "percentOff",
             CASE WHEN o.status = 'live' AND o.expires_at > $2 THEN o.code END AS code,
             m.delivered_at AS "deliveredAt",
             (SELECT count(*)::int FROM message t WHERE t.workspace_id = $1 AND t.customer_id = m.customer_id
               AND t.delivered_at < m.delivered_at AND t.delivered_at > m.delivered_at - interval '7 days') AS "recentTouches",
             (SELECT count(*)::int FROM message t WHERE t.workspace_id = $1 AND t.customer_id = m.customer_id
               AND t.delivered_at < m.delivered_at) AS ordinal,
             array(SELECT e.kind FROM message_event e WHERE e.workspace_id = $1 AND e.message_id = m.id
               AND NOT e.is_machine) AS "toldKinds",
             EXISTS (SELECT 1 FROM message_event e WHERE e.workspace_id = $1 AND e.message_id = m.id
               AND e.is_machine) AS "toldByMachine",
             EXISTS (SELECT 1 FROM event e WHERE e.workspace_id = $1 AND e.message_id = 'T-' || m.id) AS "isOrdered"
      FROM message m
      JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
      JOIN customer c ON c.workspace_id = m.workspace_id AND c.id = m.customer_id AND c.is_simulated
      LEFT JOIN offer o ON o.workspace_id = m.workspace_id AND o.decision_id = m.decision_id
      CROSS JOIN LATERAL (SELECT (d.snapshot #>> '{cart,id}')::uuid AS cart_id OFFSET 0) looked_at
      LEFT JOIN cart ON cart.workspace_id = m.workspace_id AND cart.id = looked_at.cart_id
      WHERE m.workspace_id = $1 AND c.external_id IS NOT NULL
        AND m.delivered_at <= $2 AND m.delivered_at > $3
        AND NOT EXISTS (SELECT 1 FROM message_event e WHERE e.workspace_id = $1 AND e.message_id = m.id
          AND NOT e.is_machine AND e.kind IN ('opened', 'clicked') AND e.user_agent IS DISTINCT FROM $4)
      ORDER BY m.delivered_at, m.id`,
    values: [ctx.workspaceId, until, since, TWIN_AGENT],
  });
  return rows;
}
