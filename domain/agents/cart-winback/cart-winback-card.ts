import type { AgentCard } from '../agent';

/** What the cart & win-back agent is called and can do. */
export const cartWinbackCard: AgentCard = {
  id: 'cart_winback',
  name: 'Cart & win-back',
  description: 'Speaks to customers who leave a cart, and to those who have been away for long.',
  actions: [
    {
      id: 'cart_recovery',
      kind: 'cart',
      name: 'Cart recovery e-mail',
      templates: ['cart-recovery', 'cart-concierge'],
      givesCodes: true,
    },
    { id: 'cart_reminder', kind: 'cart', name: 'Cart reminder', templates: ['cart-reminder-sms', 'whatsapp-template'] },
    { id: 'cart_note', kind: 'cart', name: 'Cart note on the shop’s pages', templates: ['cart-note-web'] },
    {
      id: 'winback_offer',
      kind: 'winback',
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
      givesCodes: true,
    },
    {
      id: 'winback_follow_up',
      kind: 'winback',
      name: 'Win-back follow-up',
      templates: ['winback-follow-up', 'whatsapp-template'],
    },
    { id: 'winback_concierge', kind: 'winback', name: 'Personal letter to a VIP', templates: ['winback-concierge'] },
  ],
};
