import { assertNever } from '../shared/assert-never';
import type { Snapshot } from './snapshot';

type Occasion = Pick<Snapshot, 'trigger' | 'takenAt' | 'again'> & {
  readonly customer: Pick<Snapshot['customer'], 'id'>;
  readonly cart: Pick<NonNullable<Snapshot['cart']>, 'lastChangedAt'> | null;
};

/**
 * Names the occurrence a decision answers to: the same cart left again, another dormancy or another wave is another
 * key. The database allows one decision for each (agent, key), so a sweep may run as often as it likes. What
 * a person asks once more is an occurrence of its own.
 */
export function triggerKeyOf(snapshot: Occasion): string {
  const key = occurrenceKey(snapshot);
  return snapshot.again ? `${key}:again:${snapshot.takenAt}` : key;
}

function occurrenceKey(snapshot: Occasion): string {
  const { trigger } = snapshot;
  const customerId = snapshot.customer.id;
  switch (trigger.kind) {
    case 'cart_idle':
      return `cart:${trigger.cartId}:${snapshot.cart?.lastChangedAt ?? snapshot.takenAt}`;
    case 'cart_reminder':
      return `cart-reminder:${trigger.cartId}:${trigger.emailedAt}`;
    case 'web_visit':
      return webVisitKey(trigger.cartId, snapshot.cart?.lastChangedAt ?? snapshot.takenAt);
    case 'dormant':
      return `winback:${trigger.spellId}:1`;
    case 'wave_due':
      return `winback:${trigger.spellId}:${trigger.wave}`;
    case 'lifecycle_daily':
      return `lifecycle:${customerId}:${trigger.day}`;
    case 'stage_changed':
      return `stage:${customerId}:${trigger.to}:${trigger.changedAt}`;
    case 'segment_changed':
      return `segment:${customerId}:${trigger.segmentId}:${trigger.change}:${trigger.changedAt}`;
    case 'campaign_due':
      return [
        `campaign:${trigger.campaignId}:${customerId}:${trigger.step}`,
        ...(trigger.occurrence ? [trigger.occurrence] : []),
        ...(trigger.again ? ['again', trigger.again] : []),
      ].join(':');
    case 'milestone':
      return `milestone:${customerId}:${trigger.milestone}:${trigger.count}`;
    case 'on_demand':
      return `on-demand:${customerId}:${snapshot.takenAt}`;
    default:
      return assertNever(trigger);
  }
}

/** One answer to a cart as it stands, wherever on the shop's pages it is asked for. `changedAt`: ISO 8601 instant. */
export function webVisitKey(cartId: string, changedAt: string): string {
  return `web-cart:${cartId}:${changedAt}`;
}
