import type { ChannelId } from '@/domain/channels/channel';
import { messageCostCents } from '@/domain/policies/message-costs';
import type { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';

/** What a campaign has come to, counted from its rows. Money in minor units of the workspace's currency. */
export type CampaignResults = {
  /** Customers who began it. */
  reached: number;
  decisions: number;
  inReview: number;
  /** Left alone on purpose: for the holdout's sake, or because the rollout had not come to them. */
  heldOut: number;
  /** Messages delivered or shown. */
  touches: number;
  clicked: number;
  /** Orders credited to its messages by last touch, and their revenue net of refunds. */
  orders: number;
  revenueCents: number;
  /** Messages and discounts: what was spent or is reserved. */
  spentCents: number;
};

/** Counts of one step on one channel of a campaign. */
export type StepRow = Omit<CampaignResults, 'reached'> & {
  campaignId: string;
  step: number;
  channel: ChannelId | null;
};

type CountedRow = Omit<StepRow, 'spentCents'> & { messages: number; discountCents: number };

/**
 * What came of campaigns, per step and channel, from the rows themselves: decisions, messages, credit by last touch,
 * discounts reserved or settled. All campaigns of the workspace unless some are named.
 */
export async function stepResults(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  campaignIds?: readonly string[],
): Promise<StepRow[]> {
  const named = campaignIds ? Prisma.sql`AND t.campaign_id = ANY(${[...campaignIds]}::uuid[])` : Prisma.empty;
  const rows = await tx.$queryRaw<CountedRow[]>`
    SELECT t.campaign_id AS "campaignId", t.step, d.channel, count(*)::int AS decisions,
      count(*) FILTER (WHERE d.outcome = 'in_review')::int AS "inReview",
      count(*) FILTER (WHERE d.outcome = 'held_out')::int AS "heldOut",
      count(m.id) FILTER (WHERE m.status NOT IN ('cancelled', 'failed'))::int AS messages,
      count(m.delivered_at) FILTER (WHERE m.bounced_at IS NULL)::int AS touches,
      count(m.clicked_at)::int AS clicked,
      coalesce(sum(credit.orders), 0)::int AS orders, coalesce(sum(credit.cents), 0)::float8 AS "revenueCents",
      coalesce(sum(CASE WHEN o.status = 'live' THEN o.reserved_cents ELSE coalesce(o.settled_cents, 0) END), 0)::float8
        AS "discountCents"
    FROM campaign_touch t
    JOIN decision d ON d.workspace_id = t.workspace_id AND d.id = t.decision_id
    LEFT JOIN message m ON m.workspace_id = t.workspace_id AND m.decision_id = t.decision_id
    LEFT JOIN offer o ON o.workspace_id = t.workspace_id AND o.decision_id = t.decision_id
    LEFT JOIN LATERAL (
      SELECT count(*) AS orders, sum(a.credit_cents) AS cents FROM attribution a
      WHERE a.workspace_id = t.workspace_id AND a.decision_id = t.decision_id AND a.model = 'last_touch'
    ) AS credit ON true
    WHERE t.workspace_id = ${ctx.workspaceId}::uuid ${named}
    GROUP BY t.campaign_id, t.step, d.channel`;
  return rows.map(({ messages, discountCents, ...row }) => ({
    ...row,
    spentCents: discountCents + (row.channel ? messageCostCents(row.channel, messages, policy) : 0),
  }));
}

/** Customers who began each campaign; those another was chosen for, or who wait to begin, are not among them. */
export async function reachedBy(tx: Db, ctx: ServiceContext): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ campaignId: string; reached: number }[]>`
    SELECT campaign_id AS "campaignId", count(DISTINCT customer_id)::int AS reached FROM campaign_enrolment
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND next_step > 1
    GROUP BY campaign_id`;
  return new Map(rows.map((row) => [row.campaignId, row.reached]));
}

/** The rows of one campaign summed up. */
export function sumOf(rows: readonly StepRow[], reached: number): CampaignResults {
  const sum = (count: (row: StepRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  return {
    reached,
    decisions: sum((row) => row.decisions),
    inReview: sum((row) => row.inReview),
    heldOut: sum((row) => row.heldOut),
    touches: sum((row) => row.touches),
    clicked: sum((row) => row.clicked),
    orders: sum((row) => row.orders),
    revenueCents: sum((row) => row.revenueCents),
    spentCents: sum((row) => row.spentCents),
  };
}
