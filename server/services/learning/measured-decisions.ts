import { actionsOfKind } from '@/domain/agents/agent-cards';
import { isChannel } from '@/domain/channels/channel-ids';
import type { MeasuredByAgent } from '@/domain/models/learnt/build-evidence';
import { cellOf } from '@/domain/models/learnt/cell';
import type { ServiceContext } from '../../context';
import { tenantPool } from '../../db';
import { givingWay } from '../../giving-way';

/** Decisions read at a time. */
const PAGE = 20_000;

/** The outcome windows of the policy, in days. */
type Windows = { cartDays: number; otherDays: number };

type Row = {
  id: string;
  agentId: string;
  customerId: string;
  action: string;
  channel: string;
  wave: number | null;
  campaignId: string | null;
  isLeftAlone: boolean;
  decidedAt: Date;
  from: Date;
  until: Date;
  hasOrdered: boolean;
  probability: number | null;
  kind: 'prior' | 'calibrated' | null;
};

/**
 * Whether the shop itself told of order `o`: every visitor can read a browser's key, and whoever has it can tell of orders
 * there never were. What came with no key was imported or lived by the demo.
 */
export const TOLD_BY_THE_SHOP = `
  coalesce((SELECT bool_or(k.kind IS DISTINCT FROM 'browser')
    FROM event e LEFT JOIN write_key k ON k.workspace_id = e.workspace_id AND k.id = e.key_id
    WHERE e.workspace_id = o.workspace_id AND e.order_id = o.order_key AND lower(e.name) = 'order completed'), true)`;

/**
 * Decisions whose outcome is known at $3. Written to: delivered, counted from delivery. Left alone: the holdout, where the
 * guardrails would have let the message leave, counted from when it would have. Who ordered before that moment was not
 * written to either (the message is withdrawn, whoever told of the order), so they are in neither group. A message on the shop's pages reaches only
 * who comes by: it has a group to compare with only where the visit itself woke the agent.
 */
const MEASURED = `
  WITH decided AS (
    SELECT d.id, d.agent_id, d.customer_id, d.action, d.channel, (d.chosen ->> 'wave')::int AS wave,
      d.chosen ->> 'campaignId' AS campaign_id, d.held_out, d.decided_at, d.confidence, d.confidence_kind,
      CASE WHEN d.outcome = 'executed' THEN (
          SELECT min(m.delivered_at) FROM message m
          WHERE m.workspace_id = d.workspace_id AND m.decision_id = d.id AND m.bounced_at IS NULL)
        WHEN d.channel <> 'web' OR d.trigger = 'web_visit'
          THEN greatest(d.decided_at, (d.chosen ->> 'sendAt')::timestamptz) END AS since,
      CASE WHEN d.action = ANY($9::text[]) THEN $4::float8 ELSE $5::float8 END * interval '1 day' AS span
    FROM decision d
    WHERE d.workspace_id = $1 AND d.decided_at >= $2 AND d.decided_at < $3 AND d.action IS NOT NULL
      AND NOT d.outside_cohort AND (d.decided_at, d.id) > ($6, $7::uuid)
      AND (d.outcome = 'executed'
        OR d.outcome = 'held_out' AND d.held_out AND NOT d.verdicts @> '[{"verdict": "block"}]'::jsonb)
    ORDER BY d.decided_at, d.id LIMIT $8
  )
  SELECT id, agent_id AS "agentId", customer_id AS "customerId", action, channel, wave, campaign_id AS "campaignId",
    held_out AS "isLeftAlone", decided_at AS "decidedAt", since AS "from", since + span AS until, confidence AS probability,
    confidence_kind AS kind,
    EXISTS (SELECT 1 FROM shop_order o WHERE o.workspace_id = $1 AND o.customer_id = decided.customer_id
      AND o.ordered_at > since AND o.ordered_at <= since + span AND o.refunded_cents < o.revenue_cents
      AND ${TOLD_BY_THE_SHOP}) AS "hasOrdered",
    since IS NOT NULL AND since + span <= $3 AND NOT (held_out AND EXISTS (
      SELECT 1 FROM shop_order o WHERE o.workspace_id = $1 AND o.customer_id = decided.customer_id
        AND o.ordered_at > decided_at AND o.ordered_at <= since)) AS "isMeasured"
  FROM decided ORDER BY decided_at, id`;

/** All decisions of a period whose outcome was known at its end. */
export async function measuredDecisions(
  ctx: ServiceContext,
  { from, to }: { from: Date; to: Date },
  { cartDays, otherDays }: Windows,
): Promise<MeasuredByAgent[]> {
  const measured: MeasuredByAgent[] = [];
  const giveWay = givingWay();
  let last = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const { rows } = await tenantPool(ctx.workspaceId).query<Row & { isMeasured: boolean }>({
      name: 'measured-decisions',
      text: MEASURED,
      values: [ctx.workspaceId, from, to, cartDays, otherDays, last.at, last.id, PAGE, actionsOfKind('cart')],
    });
    for (const row of rows) {
      await giveWay();
      if (row.isMeasured && isChannel(row.channel)) measured.push(toMeasured(row, row.channel));
    }
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return measured;
    last = { at: end.decidedAt, id: end.id };
  }
}

function toMeasured(row: Row, channel: MeasuredByAgent['cell']['channel']): MeasuredByAgent {
  const { agentId, customerId, action, wave, campaignId, isLeftAlone, decidedAt, from, until, hasOrdered } = row;
  const { probability, kind } = row;
  return {
    ...{ agentId, customerId, isLeftAlone, decidedAt, from, until, hasOrdered },
    cell: cellOf({ action, wave, channel, campaignId }),
    predicted: probability !== null && kind !== null ? { probability, kind } : null,
  };
}
