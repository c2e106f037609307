import { actionKind } from '../agents/agent-cards';
import type { Policy } from '../policies/policy';
import { PriorsPolicy } from '../policies/sections/priors';
import { CHURN_RULE_VERSION, churnRisk } from './churn-rule';
import type { Models, OrderQuestion } from './models';

/** Names what probabilities of orders come from, among the models of a decision. */
export const ORDER_MODEL = 'order-probability';

/** The plan's own figures: what a policy assumes that nobody has changed. */
const PLAN = { priors: PriorsPolicy.parse({}) };

/**
 * Order probabilities taken from the policy's assumptions, which begin as the KPI plan's baselines (cart recovery 20 %
 * within 7 days; win-back 8 % a series, spread evenly over its four waves; everything else the shop's conversion rate of
 * 2.5 %). Labelled "prior": no outcome of the workspace is in them.
 */
export const ORDER_PRIORS: Models = {
  versions: { [ORDER_MODEL]: 'kpi-baseline-1', 'churn-risk': CHURN_RULE_VERSION },
  churnRisk,
  plannedProbability: priorProbability,
  orderProbability(question, policy) {
    const probability = priorProbability(question, policy);
    const percent = Math.round(probability * 1000) / 10;
    const whose = probability === priorProbability(question, PLAN) ? "the plan's baseline" : 'what the policy assumes';
    return {
      probability,
      kind: 'prior',
      reason: {
        text: `${percent}% of customers are expected to order: ${whose}, not yet this shop's own experience.`,
        factor: 'order_probability_prior',
        value: probability,
      },
    };
  },
};

/** The probability 0..1 of an order that the policy assumes where the shop's own outcomes do not tell. */
export function priorProbability({ action, wave, channel }: OrderQuestion, { priors }: Pick<Policy, 'priors'>): number {
  const prior = priorOf(action, wave, priors);
  const isOtherCampaign = actionKind(action) === 'campaign' && channel !== 'email';
  return isOtherCampaign ? Math.min(1, prior * (priors.revenuePerOther / priors.revenuePerEmail)) : prior;
}

function priorOf(action: string, wave: number | null, priors: Policy['priors']): number {
  const kind = actionKind(action);
  if (kind === 'cart') return priors.cartRecovery;
  if (kind !== 'winback') return priors.conversion;
  // A series' share spread evenly: the probability a touch that, so many times over, leaves the others without an order.
  return wave === null ? priors.winback : 1 - (1 - priors.winback) ** (1 / priors.winbackTouches);
}
