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
 * times what its touches are expected to bring each. Empty without a budget.
 */
export async function plannedSplit(tx: Db, ctx: ServiceContext, document: CampaignDocument): Promise<ChannelShare[]> {
  const { budgetCents, steps } = document;
  if (budgetCents === null) return [];
  const { document: policy } = await activePolicy(ctx, tx);
  const { reach } = await countWithin(tx, ctx, document.audience, policy);
  const models = await modelsInForce(tx, ctx);
  const value = policy.winback.expectedOrderCents;
  const channels = [...new Set(steps.map((step) => step.channel))].map((channel) => ({
    channel,
    reach: reach.find((known) => known.channel === channel)?.customers ?? 0,
    perTouchCents: steps
      .filter((step) => step.channel === channel)
      .reduce((sum, step) => {
        const { probability } = models.orderProbability({ action: actionOf(step), wave: null, channel }, policy);
        const net = probability * (value - percentOf(value, step.percentOff));
        return sum + net - messageCostCents(channel, 1, policy);
      }, 0),
  }));
  return splitBudget(budgetCents, channels);
}
