import type { SegmentEvent } from '@/domain/simulation/segment-event';
import { env } from '@/lib/env';
import { ServiceError } from '../../errors';
import { type EventsDoor, postEvents, shopWriteKey } from '../simulation';
import type { Shop } from './open-shop';
import type { Recognised } from './recognise';
import type { ShopSession } from './shop-session';

/**
 * The visitor's ids as events carry them: the customer they are known to be, and the browser they use. Who has no number
 * in the shop is told by the browser they are known by, or their order would be a stranger's and their code not theirs.
 */
export function idsOf(session: ShopSession, visitor: Recognised | null): Pick<SegmentEvent, 'userId' | 'anonymousId'> {
  if (visitor?.externalId) return { anonymousId: session.anonymousId, userId: visitor.externalId };
  return { anonymousId: visitor?.anonymousId ?? session.anonymousId };
}

/** Sends events to the public API with the shop's own key, which never leaves the server. */
export async function tell(shop: Shop, events: readonly SegmentEvent[], door?: EventsDoor): Promise<void> {
  if (door) return postEvents(door, events);
  const writeKey = await shopWriteKey(shop.ctx.workspaceId);
  if (!writeKey) throw new ServiceError('unavailable', 'The demo shop is still being set up. Try again in a minute.');
  return postEvents({ origin: `http://127.0.0.1:${env().PORT}`, writeKey }, events);
}
