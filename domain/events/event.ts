/** The calls of the events API (Segment's names). */
export const EVENT_TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** What is wrong with an event: a stable code, the field it is about, and words that say how to mend it. */
export type EventProblem = { code: string; field: string; message: string };

/** Limits of the events API, in bytes of JSON as sent (after decompression). */
export const MAX_BODY_BYTES = 500 * 1024;
export const MAX_EVENT_BYTES = 32 * 1024;
/** Objects and arrays inside one another, the event itself being the first. */
export const MAX_DEPTH = 32;

/** An event that may be stored. */
export type ValidEvent = {
  /** Null where the sender gave none. */
  messageId: string | null;
  type: EventType;
  name: string | null;
  userId: string | null;
  anonymousId: string | null;
  /** When it happened, corrected for clock skew; null where the sender did not say. */
  occurredAt: Date | null;
  sentAt: Date | null;
  /** Properties of track, page and screen; traits of identify and group. */
  properties: JsonObject;
  context: JsonObject;
  /** The sender says that a simulator made it; honoured in demo workspaces only. */
  claimsSimulated: boolean;
};

/** An event as it was stored: what every fold reads. */
export type StoredEvent = {
  id: string;
  messageId: string;
  type: EventType;
  name: string | null;
  userId: string | null;
  anonymousId: string | null;
  occurredAt: Date;
  properties: JsonObject;
  context: JsonObject;
  isSimulated: boolean;
  /** It came with a browser's key, which every visitor can read. */
  isOfBrowser?: boolean;
};

/** Chronological, ties broken by messageId: the one order in which folds see events, whatever order they came in. */
export function byTime(
  one: Pick<StoredEvent, 'occurredAt' | 'messageId'>,
  other: Pick<StoredEvent, 'occurredAt' | 'messageId'>,
): number {
  const difference = one.occurredAt.getTime() - other.occurredAt.getTime();
  if (difference !== 0) return difference;
  return one.messageId < other.messageId ? -1 : one.messageId > other.messageId ? 1 : 0;
}
