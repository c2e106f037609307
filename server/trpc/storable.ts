import { KnownDate, YEAR_WORDS } from '@/domain/shared/known-instant';

/** Objects and lists within each other, at most: more is nobody's input, and would exhaust the stack behind the door. */
const DEEPEST = 100;
/** A letter, digit, sign or emoji; not a space, a mark, a format character, or one of the fillers that pass for letters. */
const SEEN = /[^\p{C}\p{Z}\p{M}\u2800\u3164\u115F\u1160\uFFA0]/u;
/** Values in one input, at most, one counted wherever it stands: a small text can name the same one again and again. */
const MOST = 100_000;

/**
 * Why an input cannot be stored, as a sentence, or null where it can: a NUL character or half a surrogate pair in a text
 * or a key (no column holds either), a text that nobody can see, a moment beyond all calendars, nesting without
 * end, or more than can be looked at. Walks by a list of its own, never by the stack.
 */
export function whyNotStorable(input: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    seen += 1;
    if (seen > MOST) return `The input holds more than ${MOST.toLocaleString('en-US')} values: send it in parts.`;
    if (typeof value === 'string') {
      const why = whyNoText(value);
      if (why) return why;
    }
    if (value instanceof Date && !KnownDate.safeParse(value).success) return YEAR_WORDS;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) return `The input is nested more than ${DEEPEST} levels deep.`;
    for (const [key, inner] of Object.entries(value)) {
      open.push({ value: key, depth }, { value: inner, depth: depth + 1 });
    }
  }
  return null;
}

function whyNoText(text: string): string | null {
  if (text.includes('\0')) return 'The input holds a NUL character, which cannot be stored.';
  if (text.trim() && !SEEN.test(text)) {
    return 'The input holds a text of nothing but characters that cannot be seen: write it again.';
  }
  return /\p{Surrogate}/u.test(text)
    ? 'The input holds half a character (an unpaired surrogate): paste it again.'
    : null;
}
