import type { Agent } from '../agent';
import { nothing } from '../proposal';
import { cartWinbackCard } from './cart-winback-card';
import { noteCart } from './note-cart';
import { recoverCart } from './recover-cart';
import { remindOfCart } from './remind-cart';
import { winBack } from './win-back';

/** Wins back left carts (path A) and dormant customers (path B). */
export const cartWinback: Agent = {
  ...cartWinbackCard,
  wakesOn: ['cart_idle', 'cart_reminder', 'web_visit', 'dormant', 'wave_due'],
  propose(snapshot, policy, models, now) {
    const { trigger } = snapshot;
    switch (trigger.kind) {
      case 'cart_idle':
        return recoverCart(snapshot, policy, models, now);
      case 'cart_reminder':
        return remindOfCart(snapshot, policy, models, now);
      case 'web_visit':
        return noteCart(snapshot, policy, models, now);
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
