import type { AgentCard } from '../agent';

/** What the lifecycle & retention agent is called and can do. */
export const lifecycleCard: AgentCard = {
  id: 'lifecycle',
  name: 'Lifecycle & retention',
  description: 'Looks at every customer each day, welcomes the new, keeps in touch, and holds those about to leave.',
  actions: [
    {
      id: 'onboarding',
      kind: 'lifecycle',
      name: 'Onboarding e-mail',
      templates: ['lifecycle-welcome', 'lifecycle-discover'],
    },
    {
      id: 'engagement',
      kind: 'lifecycle',
      name: 'News for an active customer',
      templates: ['lifecycle-news', 'lifecycle-concierge'],
    },
    { id: 'upsell', kind: 'lifecycle', name: 'Suggestions after an order', templates: ['lifecycle-upsell'] },
    { id: 'value_content', kind: 'lifecycle', name: 'Content of value', templates: ['lifecycle-value'] },
    {
      id: 'retention_offer',
      kind: 'lifecycle',
      name: 'Retention offer',
      templates: ['lifecycle-retention', 'lifecycle-value'],
      givesCodes: true,
    },
    {
      id: 'personal_outreach',
      kind: 'lifecycle',
      name: 'Personal letter to a VIP at risk',
      templates: ['lifecycle-outreach'],
    },
  ],
};
