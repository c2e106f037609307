import { assertNever } from '../shared/assert-never';
import type { Snapshot } from './snapshot';

/**
 * Names the occurrence a decision answers to: the same cart left again, another dormancy or another wave is another
 * key. The database allows one decision for each (agent, key), so a sweep may run as often as it likes.
 */
export function triggerKeyOf(snapshot: Snapshot): string {
  const { trigger } = snapshot;
  switch (trigger.kind) {
    case 'cart_idle':
      return `cart:${trigger.cartId}:${snapshot.cart?.lastChangedAt ?? snapshot.takenAt}`;
    case 'cart_reminder':
      return `cart-reminder:${trigger.cartId}:${trigger.emailedAt}`;
    case 'dormant':
      return `winback:${trigger.spellId}:1`;
    case 'wave_due':
      return `winback:${trigger.spellId}:${trigger.wave}`;
    default:
      return assertNever(trigger);
  }
}
