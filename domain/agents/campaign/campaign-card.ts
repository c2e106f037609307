import type { AgentCard } from '../agent';

/** What the campaign agent is called and can do. */
export const campaignCard: AgentCard = {
  id: 'campaign',
  name: 'Campaign',
  description: 'Chooses the best campaign of the library for each customer, and leads them through its messages.',
  actions: [
    {
      id: 'campaign_message',
      name: 'Campaign message',
      templates: [
        'campaign-welcome',
        'campaign-thanks',
        'campaign-season',
        'campaign-news',
        'campaign-short',
        'campaign-web',
      ],
    },
    {
      id: 'campaign_offer',
      name: 'Campaign message with a discount',
      templates: [
        'campaign-welcome',
        'campaign-thanks',
        'campaign-season',
        'campaign-news',
        'campaign-short',
        'campaign-web',
      ],
    },
  ],
};
