import { EVENT_TYPES, type JsonObject } from '@/domain/events/event';
import type { RecentEvent } from '@/server/services/events';
import type { EventFacts } from './event-summary';

const MAX_ID = 24;

/** The facts a title and a summary are made of. */
export function factsOf({ type, name, properties }: Pick<RecentEvent, 'type' | 'name' | 'properties'>): EventFacts {
  return { type: EVENT_TYPES.find((each) => each === type) ?? 'track', name, properties: properties as JsonObject };
}

/** Whose event it is, by the id the shop gave; a visitor has none yet. */
export function whoWords({ userId, anonymousId }: Pick<RecentEvent, 'userId' | 'anonymousId'>): string {
  const id = userId ?? anonymousId ?? '';
  const short = id.length > MAX_ID ? `${id.slice(0, MAX_ID - 1)}…` : id;
  return userId ? short : `Visitor ${short}`;
}

/** A dead letter as text to mend: laid out where it is JSON, else as it came. */
export function mendable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
