import type { StoredEvent } from '@/domain/events/event';
import { requestOf } from '@/domain/privacy/request-event';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { insertRequest } from './receive-request';

type OwnedEvent = StoredEvent & { readonly customerId: string };

/**
 * Keeps the privacy requests that events carry, in the caller's transaction, each once by its event. Who asks is who the
 * event is of; that they are who they say is for a person to verify. An event of somebody without an id of the shop's asks
 * for nothing: a visitor's id is no proof of anybody.
 */
export async function receiveFromEvents(tx: Db, ctx: ServiceContext, events: readonly OwnedEvent[]): Promise<void> {
  for (const event of events) {
    const asked = requestOf(event);
    if (!asked || !event.userId) continue;
    await insertRequest(tx, ctx, {
      ...asked,
      identifierKind: 'external',
      identifier: event.userId,
      customerId: event.customerId,
      note: null,
      receivedAt: event.occurredAt > ctx.now ? ctx.now : event.occurredAt,
      source: 'events-api',
      sourceEvent: event.messageId,
    });
  }
}
