import { EVENT_TYPES, type EventProblem, type EventType, type JsonObject, type ValidEvent } from './event';
import { clockSkew, EARLIEST, FUTURE_TOLERANCE_MS, parseInstant } from './timestamp';

export type EventSetting = {
  /** Type by the address called (/v1/track); null in a batch, where each event names its own. */
  type: EventType | null;
  /** Our clock when the request arrived: what "in the future" is measured against. */
  receivedAt: Date;
  /** sentAt of the batch, where the event has none of its own. */
  sentAt: Date | null;
  /** context given for the whole batch; the event's own wins. */
  context: JsonObject;
};

export type Validation =
  | { ok: true; event: ValidEvent }
  | { ok: false; messageId: string | null; problem: EventProblem };

const MAX_ID = 255;
const MAX_NAME = 255;
/** What careless code sends when it has no id: people must not be merged under it. */
const NOT_IDS = new Set(['null', 'undefined', 'nan', 'none', 'nil', 'true', 'false', '[object object]']);
/** Ids by which carts and orders are found again. */
const KEYED_PROPERTIES = ['cart_id', 'order_id'];
const UNSTORABLE = /\0|\p{Surrogate}/u;

class Refusal extends Error {
  constructor(readonly problem: EventProblem) {
    super(problem.message);
  }
}

/**
 * Whether one call of the events API can be stored, and what it says. The first problem found is named with its
 * field. Expects a value whose nesting has been checked (json-scan.ts).
 */
export function validateEvent(value: unknown, setting: EventSetting): Validation {
  const messageId = isObject(value) && typeof value.messageId === 'string' ? value.messageId.slice(0, MAX_ID) : null;
  try {
    return { ok: true, event: read(value, setting) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, messageId, problem: error.problem };
  }
}

/** The first thing inside `value` that cannot be stored, or null; `path` is what the value itself is called. */
export function problemInside(value: unknown, path: string): EventProblem | null {
  try {
    checkTree(value, path);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problem;
  }
}

function read(value: unknown, setting: EventSetting): ValidEvent {
  if (!isObject(value)) refuse('not_an_object', 'event', 'An event is a JSON object.');
  checkTree(value, '');
  const type = setting.type ?? readType(value.type);
  const userId = readId(value.userId, 'userId');
  const anonymousId = readId(value.anonymousId, 'anonymousId');
  if (!userId && !anonymousId) refuse('missing', 'userId', 'Say whose event it is: userId or anonymousId is needed.');
  const context = { ...setting.context, ...readObject(value.context, 'context') };
  const sentAt = value.sentAt === undefined ? setting.sentAt : readInstant(value.sentAt, 'sentAt');
  return {
    messageId: readText(value.messageId, 'messageId', MAX_ID),
    type,
    name: readName(value, type),
    userId,
    anonymousId,
    occurredAt: readTime(value, sentAt, setting.receivedAt),
    sentAt,
    properties: readProperties(value, type),
    context,
    claimsSimulated: isObject(context.touchstone) && context.touchstone.simulated === true,
  };
}

function readType(type: unknown): EventType {
  if (type === undefined) refuse('missing', 'type', `An event in a batch names its type: ${EVENT_TYPES.join(', ')}.`);
  const known = EVENT_TYPES.find((one) => one === type);
  return (
    known ?? refuse('unknown_type', 'type', `There is no such type of event; known are ${EVENT_TYPES.join(', ')}.`)
  );
}

function readName(value: JsonObject, type: EventType): string | null {
  if (type === 'track') {
    const name = readText(value.event, 'event', MAX_NAME);
    return (
      name ?? refuse('missing', 'event', 'A track call names what happened in `event`, such as "Order Completed".')
    );
  }
  return type === 'page' || type === 'screen' ? readText(value.name, 'name', MAX_NAME) : null;
}

function readProperties(value: JsonObject, type: EventType): JsonObject {
  switch (type) {
    case 'identify':
      return readObject(value.traits, 'traits');
    case 'group': {
      const groupId = readId(value.groupId, 'groupId') ?? refuse('missing', 'groupId', 'A group call needs groupId.');
      return { ...readObject(value.traits, 'traits'), groupId };
    }
    case 'alias': {
      if (!readId(value.userId, 'userId'))
        refuse('missing', 'userId', 'An alias call needs userId, the id from now on.');
      const previousId =
        readId(value.previousId, 'previousId') ??
        refuse('missing', 'previousId', 'An alias call needs previousId, the id known before.');
      return { previousId };
    }
    case 'page':
    case 'screen': {
      const category = readText(value.category, 'category', MAX_NAME);
      return { ...readObject(value.properties, 'properties'), ...(category ? { category } : {}) };
    }
    case 'track': {
      const properties = readObject(value.properties, 'properties');
      const ids = KEYED_PROPERTIES.flatMap((key) => {
        const id = readId(properties[key], `properties.${key}`);
        return id === null ? [] : [[key, id]];
      });
      return ids.length > 0 ? { ...properties, ...Object.fromEntries(ids) } : properties;
    }
  }
}

function readTime(value: JsonObject, sentAt: Date | null, receivedAt: Date): Date | null {
  const field =
    value.timestamp === undefined && value.originalTimestamp !== undefined ? 'originalTimestamp' : 'timestamp';
  const told = readInstant(value[field], field);
  if (!told) return null;
  const skew = clockSkew(sentAt, receivedAt);
  const occurredAt = skew === 0 ? told : new Date(told.getTime() + skew);
  if (occurredAt < EARLIEST) {
    refuse(
      'timestamp_too_old',
      field,
      `An event of ${told.getUTCFullYear()} is refused: nothing before 2000-01-01 is kept.`,
    );
  }
  if (occurredAt.getTime() > receivedAt.getTime() + FUTURE_TOLERANCE_MS) {
    refuse(
      'timestamp_in_future',
      field,
      'The event lies more than 24 hours in the future: check the clock of the sender.',
    );
  }
  return occurredAt;
}

function readInstant(value: unknown, field: string): Date | null {
  if (value === undefined || value === null) return null;
  return (
    parseInstant(value) ??
    refuse('bad_timestamp', field, `${field} must be an ISO 8601 date and time, such as 2026-03-31T14:05:00Z.`)
  );
}

function readId(value: unknown, field: string): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  const id = readText(value, field, MAX_ID);
  if (id && NOT_IDS.has(id.toLowerCase())) refuse('bad_id', field, `"${id}" is not an id: it would merge strangers.`);
  return id;
}

/** Text that says something; null for what was left out or is blank. */
function readText(value: unknown, field: string, maxLength: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') refuse('wrong_type', field, `${field} must be a string.`);
  const text = value.trim();
  if (text.length > maxLength) refuse('too_long', field, `${field} may be ${maxLength} characters long at most.`);
  return text === '' ? null : text;
}

function readObject(value: unknown, field: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) refuse('wrong_type', field, `${field} must be a JSON object.`);
  return value;
}

/** Refuses what PostgreSQL cannot hold and what JavaScript treats as more than data. */
function checkTree(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (UNSTORABLE.test(value)) refuse('bad_text', path, `${path} holds a NUL character or half of a surrogate pair.`);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse('bad_number', path, `${path} is a number too large to be kept.`);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) checkTree(value[index], `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    checkMembers(value as JsonObject, path);
  }
}

function checkMembers(value: JsonObject, path: string): void {
  for (const key of Object.keys(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (key === '__proto__') refuse('bad_key', inner, 'A field may not be called __proto__.');
    if (UNSTORABLE.test(key)) {
      refuse('bad_text', path || 'event', 'The name of a field holds a NUL character or half of a surrogate pair.');
    }
    checkTree(value[key], inner);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(code: string, field: string, message: string): never {
  throw new Refusal({ code, field, message });
}
