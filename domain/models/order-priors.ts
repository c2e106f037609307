import { CHURN_RULE_VERSION, churnRisk } from './churn-rule';
import type { Models, OrderQuestion } from './models';

/** Baselines of the measurement plan, before anything of this workspace's own is known. */
const CART_RECOVERY_BASELINE = 0.2;
const WINBACK_BASELINE = 0.08;
const CONVERSION_BASELINE = 0.025;
const WAVES_IN_BASELINE = 4;

/**
 * The plan gives revenue per e-mail ($0.35) and per SMS ($0.15). A touch on another channel than e-mail is taken to convert
 * in that proportion; of push and web the plan says nothing, and they are not taken to do better than SMS.
 */
const BESIDE_EMAIL = 0.15 / 0.35;

/** The series' 8 % shared evenly: the probability a wave that, four times over, leaves 92 % without an order. */
const PER_WAVE = 1 - (1 - WINBACK_BASELINE) ** (1 / WAVES_IN_BASELINE);

/**
 * Order probabilities taken from the KPI plan's baselines (cart recovery 20 % within 7 days; win-back 8 % a series,
 * spread evenly over its four waves; everything else the shop's conversion rate of 2.5 %). Labelled "prior": no outcome of the workspace is in them.
 */
export const ORDER_PRIORS: Models = {
  versions: { 'order-probability': 'kpi-baseline-1', 'churn-risk': CHURN_RULE_VERSION },
  churnRisk,
  orderProbability({ action, wave, channel }) {
    const probability = priorOf(action, wave) * (isOtherCampaign(action, channel) ? BESIDE_EMAIL : 1);
    const percent = Math.round(probability * 1000) / 10;
    return {
      probability,
      kind: 'prior',
      reason: {
        text: `${percent}% of customers are expected to order: the plan's baseline, not yet this shop's own experience.`,
        factor: 'order_probability_prior',
        value: probability,
      },
    };
  },
};

function priorOf(action: string, wave: number | null): number {
  if (action.startsWith('cart_')) return CART_RECOVERY_BASELINE;
  if (!action.startsWith('winback_')) return CONVERSION_BASELINE;
  return wave === null ? WINBACK_BASELINE : PER_WAVE;
}

/** A campaign's message that is no e-mail. */
function isOtherCampaign(action: string, channel: OrderQuestion['channel']): boolean {
  return action.startsWith('campaign_') && channel !== undefined && channel !== 'email';
}
