import { z } from 'zod';
import { ChannelId } from '../channels/channel';
import { AudienceRule, CampaignStep, CampaignTrigger } from './campaign';
import { CAMPAIGN_PRIORITIES } from './campaign-ids';

/** A running campaign as one customer's snapshot has it. */
export const CampaignFact = z.object({
  id: z.string(),
  revision: z.number().int(),
  name: z.string(),
  priority: z.enum(CAMPAIGN_PRIORITIES),
  audience: AudienceRule,
  trigger: CampaignTrigger,
  steps: z.array(CampaignStep),
  /** What this way through it is called: "once", or the year of a season. */
  occurrence: z.string(),
  /** When the customer began it; null where they have not. */
  startedAt: z.iso.datetime().nullable(),
  /** What each channel may spend of the budget, and has; empty without a budget. */
  channelBudgets: z.array(z.object({ channel: ChannelId, capCents: z.number(), spentCents: z.number() })),
});
export type CampaignFact = z.infer<typeof CampaignFact>;
