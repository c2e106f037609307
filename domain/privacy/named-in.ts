import type { Identifier } from './identifiers';

// Each repetition is bounded: a body made to be slow to look through is not.
const NUMBER = /-?\d[\d.eE+-]{0,40}/g;
const EMAIL = /[^\s"'<>(),;:\\@]{1,64}@[^\s"'<>(),;:\\@]{1,253}/g;
const PHONE = /\+?\d[\d ()./-]{5,22}\d/g;
/** No id of anybody is longer. */
const LONGEST = 320;

/**
 * Everything in a text by which it could name somebody, wherever that stands: what stands between quotes and each bare number
 * as an id, what looks like an address or a telephone number besides. For events that could not be read as events, so that
 * nothing is known of which field says what; a text that is no JSON is looked through all the same.
 */
export function namedIn(text: string): Identifier[] {
  const strings = text.split('"').filter(isShort).map(unescaped);
  const ids = new Set([...strings, ...matches(text, NUMBER)].map((value) => value.trim()));
  const running = [text, ...strings].join('\n');
  return [
    ...[...ids].filter(isShort).flatMap((value): Identifier[] => [
      { kind: 'external', value },
      { kind: 'anonymous', value },
    ]),
    ...[...new Set(matches(running, EMAIL))].filter(isShort).map((value): Identifier => ({ kind: 'email', value })),
    ...[...new Set(matches(running, PHONE))].map((value): Identifier => ({ kind: 'phone', value })),
  ];
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}

function isShort(value: string): boolean {
  return value.length <= LONGEST && /[\p{L}\p{N}]/u.test(value);
}

/** The words of what stands between two quotes of JSON; what is none, as it stands. */
function unescaped(part: string): string {
  if (!part.includes('\\')) return part;
  try {
    return String(JSON.parse(`"${part}"`));
  } catch {
    return part;
  }
}
