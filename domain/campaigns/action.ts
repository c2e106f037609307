import type { CampaignStep } from './campaign';

/** What the agent does in a step, as autonomy and approved offers name it: with a discount it is another action. */
export function actionOf(step: Pick<CampaignStep, 'percentOff'>): 'campaign_offer' | 'campaign_message' {
  return step.percentOff > 0 ? 'campaign_offer' : 'campaign_message';
}
