import type { AgentCard } from '../agent';

/** What the cart & win-back agent is called and can do. */
export const cartWinbackCard: AgentCard = {
  id: 'cart_winback',
  name: 'Cart & win-back',
  description: 'Speaks to customers who leave a cart, and to those who have been away for long.',
  actions: [
    { id: 'cart_recovery', name: 'Cart recovery e-mail', templates: ['cart-recovery', 'cart-concierge'] },
    { id: 'cart_reminder', name: 'Cart reminder', templates: ['cart-reminder-sms', 'whatsapp-template'] },
    { id: 'cart_note', name: 'Cart note on the shop’s pages', templates: ['cart-note-web'] },
    {
      id: 'winback_offer',
      name: 'Win-back offer',
      templates: [
        'winback-discount',
        'winback-new-products',
        'winback-scarcity-stock',
        'winback-scarcity-expiry',
        'winback-sms',
        'winback-web',
        'whatsapp-template',
      ],
    },
    { id: 'winback_follow_up', name: 'Win-back follow-up', templates: ['winback-follow-up', 'whatsapp-template'] },
    { id: 'winback_concierge', name: 'Personal letter to a VIP', templates: ['winback-concierge'] },
  ],
};
