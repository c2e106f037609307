import type { Agent } from '../agent';
import { nothing } from '../proposal';
import { recoverCart } from './recover-cart';
import { remindOfCart } from './remind-cart';
import { winBack } from './win-back';

/** Wins back left carts (path A) and dormant customers (path B). */
export const cartWinback: Agent = {
  id: 'cart_winback',
  name: 'Cart & win-back',
  description: 'Writes to customers who left a cart, and to those who have been away for long.',
  wakesOn: ['cart_idle', 'cart_reminder', 'dormant', 'wave_due'],
  actions: [
    { id: 'cart_recovery', name: 'Cart recovery e-mail', templates: ['cart-recovery', 'cart-concierge'] },
    { id: 'cart_reminder', name: 'Cart reminder by SMS', templates: ['cart-reminder-sms'] },
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
      ],
    },
    { id: 'winback_follow_up', name: 'Win-back follow-up', templates: ['winback-follow-up'] },
    { id: 'winback_concierge', name: 'Personal letter to a VIP', templates: ['winback-concierge'] },
  ],
  propose(snapshot, policy, models, now) {
    const { trigger } = snapshot;
    switch (trigger.kind) {
      case 'cart_idle':
        return recoverCart(snapshot, policy, models, now);
      case 'cart_reminder':
        return remindOfCart(snapshot, policy, models, now);
      case 'dormant':
      case 'wave_due':
        return winBack(snapshot, policy, models, now);
      case 'on_demand':
        return snapshot.cart ? recoverCart(snapshot, policy, models, now) : winBack(snapshot, policy, models, now);
      default:
        return nothing('This is for another agent.', 'trigger', trigger.kind);
    }
  },
};
