import { type EventProblem, type EventType, type JsonObject, MAX_DEPTH, MAX_EVENT_BYTES } from './event';
import { type ScannedValue, scanElements, scanMembers, scanValue } from './json-scan';
import { parseInstant } from './timestamp';
import { type EventSetting, problemInside, type Validation, validateEvent } from './validate-event';

/** One event of a request, as sent. */
export type BodyItem = { raw: string; value: unknown; problem: EventProblem | null };

export type Body = {
  items: BodyItem[];
  /** Write key in the body, as some clients send it. */
  writeKey: string | null;
  sentAt: Date | null;
  /** Context given for the whole batch. */
  context: JsonObject;
};

type Reading = { ok: true; body: Body } | { ok: false; problem: EventProblem };
type Source = { text: string; rawOf: (value: { start: number; end: number }) => string | null };

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads a request's body into events without letting one bad event take its neighbours with it: each is parsed by
 * itself, and what is wrong with it (syntax, encoding, size, nesting, a key given twice) is said of it alone.
 */
export function readBody(bytes: Uint8Array, kind: EventType | 'batch'): Reading {
  if (BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)) {
    return failure('bad_encoding', 'The body starts with a byte order mark: send UTF-8 without one.');
  }
  const source = decode(bytes);
  return kind === 'batch' ? readBatch(source) : readSingle(source);
}

/** The verdict on one item: what was found while reading it, or else what its fields say. */
export function validateItem(item: BodyItem, setting: EventSetting): Validation {
  if (!item.problem) return validateEvent(item.value, setting);
  const messageId = (item.value as { messageId?: unknown } | null)?.messageId;
  return {
    ok: false,
    messageId: typeof messageId === 'string' ? messageId.slice(0, 255) : null,
    problem: item.problem,
  };
}

function readSingle(source: Source): Reading {
  const start = source.text.search(/\S/);
  const scanned = start < 0 ? null : scanValue(source.text, start);
  if (!scanned || source.text.slice(scanned.end).trim() !== '') return malformed(source.text);
  const item = readItem(source, scanned);
  const top = isObject(item.value) ? item.value : {};
  return {
    ok: true,
    body: { items: [item], writeKey: textOf(top.writeKey), sentAt: parseInstant(top.sentAt), context: {} },
  };
}

function readBatch(source: Source): Reading {
  const members = scanMembers(source.text);
  if (!members) return noObject(source.text);
  const batch = members.get('batch');
  if (!batch) return failure('missing', 'The body needs `batch`, an array of events.', 'batch');
  const elements = scanElements(source.text, batch.start);
  if (!elements) return failure('wrong_type', '`batch` must be an array of events.', 'batch');
  if (elements.elements.length === 0) return failure('empty', '`batch` holds no events.', 'batch');
  // What stands around the events, without them.
  const around = parse(`${source.text.slice(0, batch.start)}[]${source.text.slice(batch.end)}`);
  if (!isObject(around)) return malformed(source.text);
  if (members.get('context')?.tooDeep) return failure('too_deep', 'context is nested too deep.', 'context');
  const context = isObject(around.context) ? around.context : {};
  const problem = problemInside(context, 'context');
  if (problem) return { ok: false, problem };
  const sentAt = parseInstant(around.sentAt);
  const items = elements.elements.map((element) => readItem(source, element));
  return { ok: true, body: { items, writeKey: textOf(around.writeKey), sentAt, context } };
}

function readItem(source: Source, scanned: ScannedValue): BodyItem {
  const raw = source.rawOf(scanned);
  if (raw === null) {
    const kept = source.text.slice(scanned.start, scanned.end);
    return broken(kept, 'bad_encoding', 'event', 'The event is not valid UTF-8.');
  }
  if (scanned.tooDeep !== null) {
    const field = scanned.tooDeep || 'event';
    return broken(raw, 'too_deep', field, `${field} is nested more than ${MAX_DEPTH} levels deep.`);
  }
  const value = parse(raw);
  if (value === undefined) return broken(raw, 'malformed_json', 'event', `The event is not valid JSON${whereOf(raw)}.`);
  const item = { raw, value, problem: null };
  if (isTooLarge(raw)) {
    const field = largestField(value);
    const message = `An event may be ${MAX_EVENT_BYTES / 1024} KB of JSON at most; the largest part of this one is ${field}.`;
    return { ...item, problem: { code: 'event_too_large', field, message } };
  }
  if (scanned.duplicateKey !== null) {
    const message = `${scanned.duplicateKey} is given twice: nobody can tell which one is meant.`;
    return { ...item, problem: { code: 'duplicate_key', field: scanned.duplicateKey, message } };
  }
  return item;
}

function broken(raw: string, code: string, field: string, message: string): BodyItem {
  return { raw, value: null, problem: { code, field, message } };
}

/** UTF-8 text; where it is not valid, one character a byte, so that structure can be found and items decoded alone. */
function decode(bytes: Uint8Array): Source {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, rawOf: ({ start, end }) => text.slice(start, end) };
  } catch {
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return { text, rawOf: ({ start, end }) => decodeStrictly(bytes.subarray(start, end)) };
  }
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isTooLarge(raw: string): boolean {
  // A UTF-16 unit is three bytes of UTF-8 at most.
  return raw.length * 3 > MAX_EVENT_BYTES && new TextEncoder().encode(raw).length > MAX_EVENT_BYTES;
}

function largestField(value: unknown): string {
  if (!isObject(value)) return 'event';
  const sizes = Object.entries(value).map(([key, member]) => ({ key, size: JSON.stringify(member)?.length ?? 0 }));
  return sizes.sort((one, other) => other.size - one.size)[0]?.key ?? 'event';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a parser stumbles, in words: " (at character 17)", or nothing where it does not say. */
function whereOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    return position ? ` (at character ${position})` : '';
  }
}

/** A list of events by itself is the mistake most likely made. */
function noObject(text: string): Reading {
  const value = parse(text);
  if (value === undefined) return malformed(text);
  const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
  return failure(
    'wrong_type',
    `The body must be an object, {"batch": [ … ]}, with the events in its list; it is ${what}.`,
  );
}

function malformed(text: string): Reading {
  return failure('malformed_json', `The body is not valid JSON${whereOf(text)}.`);
}

function failure(code: string, message: string, field = 'body'): Reading {
  return { ok: false, problem: { code, field, message } };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
