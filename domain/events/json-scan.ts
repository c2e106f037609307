import { MAX_DEPTH } from './event';

/** Where a JSON value lies in a text, and what a parser would hide: too deep nesting, keys that are given twice. */
export type ScannedValue = {
  start: number;
  end: number;
  /** Path of the first value nested deeper than MAX_DEPTH (its first keys), or null. */
  tooDeep: string | null;
  /** Path of the first key that an object holds twice, or null. */
  duplicateKey: string | null;
};

type Frame = { isObject: boolean; keys: Set<string>; key: string };

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
/** Segments of a path that are named: enough to find the place, short enough to read. */
const PATH_SEGMENTS = 4;

/**
 * Finds the end of the value that starts at `start` by its quotes and brackets alone, so that a value with a broken
 * token inside (NaN, a stray word) still has an end and its neighbours can be read. Never recurses. Null when quotes or
 * brackets do not match.
 */
export function scanValue(text: string, start: number): ScannedValue | null {
  const found: ScannedValue = { start, end: start, tooDeep: null, duplicateKey: null };
  const frames: Frame[] = [];
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (end < 0) return null;
      noteKey(text, at, end, frames, found);
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      frames.push({ isObject: code === OPEN_OBJECT, keys: new Set(), key: '' });
      if (frames.length > MAX_DEPTH) found.tooDeep ??= pathOf(frames);
      at++;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      const frame = frames.at(-1);
      if (!frame) return at > start ? { ...found, end: at } : null;
      if (frame.isObject !== (code === CLOSE_OBJECT)) return null;
      frames.pop();
      at++;
    } else if (code === COMMA && frames.length === 0) {
      return at > start ? { ...found, end: at } : null;
    } else {
      at++;
    }
    if (frames.length === 0 && at < text.length && endsValue(text, at)) return { ...found, end: at };
  }
  return frames.length === 0 && at > start ? { ...found, end: at } : null;
}

/** The elements of the array that starts at `start`, and where it ends. Null when it is not an array or never ends. */
export function scanElements(text: string, start: number): { elements: ScannedValue[]; end: number } | null {
  if (text.charCodeAt(start) !== OPEN_LIST) return null;
  const elements: ScannedValue[] = [];
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === CLOSE_LIST) return { elements, end: at + 1 };
  for (;;) {
    const element = scanValue(text, at);
    if (!element) return null;
    elements.push(element);
    at = skipSpace(text, element.end);
    const code = text.charCodeAt(at);
    if (code === CLOSE_LIST) return { elements, end: at + 1 };
    if (code !== COMMA) return null;
    at = skipSpace(text, at + 1);
  }
}

/** The values of an object's members by key (the first of each). Null when the text is not one object. */
export function scanMembers(text: string): Map<string, ScannedValue> | null {
  const members = new Map<string, ScannedValue>();
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPEN_OBJECT) return null;
  at = skipSpace(text, at + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const colon = keyEnd < 0 ? -1 : skipSpace(text, keyEnd);
    if (text.charCodeAt(colon) !== COLON) return null;
    const value = scanValue(text, skipSpace(text, colon + 1));
    if (!value) return null;
    const key = text.slice(at + 1, keyEnd - 1);
    if (!members.has(key)) members.set(key, value);
    at = skipSpace(text, value.end);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return text.charCodeAt(at) === CLOSE_OBJECT && skipSpace(text, at + 1) === text.length ? members : null;
}

/** Index after the closing quote of the string that opens at `open`; -1 when it never closes. */
function endOfString(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return -1;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

function noteKey(text: string, start: number, end: number, frames: Frame[], found: ScannedValue): void {
  const frame = frames.at(-1);
  if (!frame?.isObject || text.charCodeAt(skipSpace(text, end)) !== COLON) return;
  frame.key = text.slice(start + 1, end - 1);
  if (frame.keys.has(frame.key)) found.duplicateKey ??= pathOf(frames);
  frame.keys.add(frame.key);
}

function pathOf(frames: readonly Frame[]): string {
  const keys = frames.filter((frame) => frame.isObject && frame.key !== '').map((frame) => frame.key);
  return keys.length > PATH_SEGMENTS ? `${keys.slice(0, PATH_SEGMENTS).join('.')}…` : keys.join('.');
}

/** Whether a value that stands alone is over before `at`: after a string or bracket, or where space begins. */
function endsValue(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before === QUOTE || before === CLOSE_OBJECT || before === CLOSE_LIST || isSpace(text.charCodeAt(at));
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
