import type { SegmentEvent } from '@/domain/simulation/segment-event';
import { env } from '@/lib/env';
import { ServiceError } from '../../errors';
import { type EventsDoor, postEvents, shopWriteKey } from '../simulation';
import type { Shop } from './open-shop';
import type { Recognised } from './recognise';
import type { ShopSession } from './shop-session';

/** The visitor's ids as events carry them: the customer they are known to be, and the browser they use. */
export function idsOf(session: ShopSession, visitor: Recognised | null): Pick<SegmentEvent, 'userId' | 'anonymousId'> {
  return { anonymousId: session.anonymousId, ...(visitor?.externalId ? { userId: visitor.externalId } : {}) };
}

/** Sends events to the public API with the shop's own key, which never leaves the server. */
export async function tell(shop: Shop, events: readonly SegmentEvent[], door?: EventsDoor): Promise<void> {
  if (door) return postEvents(door, events);
  const writeKey = await shopWriteKey(shop.ctx.workspaceId);
  if (!writeKey) throw new ServiceError('unavailable', 'The demo shop is still being set up. Try again in a minute.');
  return postEvents({ origin: `http://127.0.0.1:${env().PORT}`, writeKey }, events);
}
