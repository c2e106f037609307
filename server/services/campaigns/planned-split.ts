import { actionOf } from '@/domain/campaigns/action';
import { type ChannelShare, splitBudget } from '@/domain/campaigns/budget-split';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { messageCostCents } from '@/domain/policies/message-costs';
import { percentOf } from '@/domain/shared/money';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { modelsInForce } from '../learning';
import { activePolicy } from '../policies';
import { countWithin } from './count-audience';

/**
 * The budget of a campaign split over its channels by what each is expected to bring: those of the audience it reaches now,
 * times what its touches are expected to bring each, by what outcomes say of this campaign or of others on the channel. Empty
 * without a budget.
 */
export async function plannedSplit(
  tx: Db,
  ctx: ServiceContext,
  campaignId: string,
  document: CampaignDocument,
): Promise<ChannelShare[]> {
  const { budgetCents, steps } = document;
  if (budgetCents === null) return [];
  const { document: policy } = await activePolicy(ctx, tx);
  const { reach } = await countWithin(tx, ctx, document.audience, policy);
  const models = await modelsInForce(tx, ctx);
  const value = (await orderValueOnRecord(tx, ctx)) ?? policy.winback.expectedOrderCents;
  const channels = [...new Set(steps.map((step) => step.channel))].map((channel) => ({
    channel,
    reach: reach.find((known) => known.channel === channel)?.customers ?? 0,
    perTouchCents: steps
      .map((step, index) => ({ ...step, wave: index + 1 }))
      .filter((step) => step.channel === channel)
      .reduce((sum, step) => {
        const asked = { action: actionOf(step), wave: step.wave, channel, campaignId };
        const probability = models.plannedProbability(asked, policy);
        const net = probability * (value - percentOf(value, step.percentOff));
        return sum + net - messageCostCents(channel, 1, policy);
      }, 0),
  }));
  return splitBudget(budgetCents, channels);
}

/**
 * What an order after a message of a campaign was worth on average, before its code, in minor units: credited revenue net
 * of refunds and what codes took off it. Null where no campaign has brought one.
 */
async function orderValueOnRecord(tx: Db, { workspaceId }: ServiceContext): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ orders: number; cents: number }[]>`
    SELECT coalesce(sum(credit.orders), 0)::float8 AS orders,
      coalesce(sum(credit.cents + coalesce(o.settled_cents, 0)), 0)::float8 AS cents
    FROM campaign_touch t
    JOIN LATERAL (
      SELECT count(*) AS orders, sum(a.credit_cents) AS cents FROM attribution a
      WHERE a.workspace_id = t.workspace_id AND a.decision_id = t.decision_id AND a.model = 'last_touch'
      HAVING count(*) > 0
    ) AS credit ON true
    LEFT JOIN offer o ON o.workspace_id = t.workspace_id AND o.decision_id = t.decision_id
    WHERE t.workspace_id = ${workspaceId}::uuid`;
  return row && row.orders > 0 ? Math.round(row.cents / row.orders) : null;
}
