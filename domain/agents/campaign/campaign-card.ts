import { CAMPAIGN_TEMPLATES } from '../../campaigns/campaign-ids';
import type { AgentCard } from '../agent';

const TEMPLATES = [...CAMPAIGN_TEMPLATES.map(({ id }) => id), 'whatsapp-template'];

/** What the campaign agent is called and can do. */
export const campaignCard: AgentCard = {
  id: 'campaign',
  name: 'Campaign',
  description: 'Chooses the best campaign of the library for each customer, and leads them through its messages.',
  actions: [
    { id: 'campaign_message', kind: 'campaign', name: 'Campaign message', templates: TEMPLATES },
    {
      id: 'campaign_offer',
      kind: 'campaign',
      name: 'Campaign message with a discount',
      templates: TEMPLATES,
      givesCodes: true,
    },
  ],
};
