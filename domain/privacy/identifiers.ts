import { normaliseEmail, normalisePhone } from '../customers/address';

/** What somebody is known by: kind is external, anonymous, email or phone. */
export type Identifier = { readonly kind: 'external' | 'anonymous' | 'email' | 'phone'; readonly value: string };

/** The one form in which an identifier is compared and hashed; null where it is none of its kind. */
export function normalIdentifier({ kind, value }: Identifier): string | null {
  switch (kind) {
    case 'email':
      return normaliseEmail(value);
    case 'phone':
      return normalisePhone(value);
    case 'external':
    case 'anonymous':
      return value.trim() || null;
  }
}

/** Shorter ones, and bare numbers, stand for too many other things to be taken out of running text. */
const LEAST_LETTERS = 2;
const LEAST_ID = 5;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * A regular expression of PostgreSQL for a person's names and addresses in running text or JSON: whole words, never the
 * name of a JSON member. Null where nothing of them could be told from other words.
 */
export function namesPattern(identifiers: readonly Identifier[], names: readonly string[]): string | null {
  const ids = identifiers
    .map(({ value }) => value.trim())
    .filter((value) => value.length >= LEAST_ID && /\p{L}|^\+/u.test(value));
  const words = names.map((name) => name.trim()).filter((name) => name.length >= LEAST_LETTERS && /\p{L}/u.test(name));
  const all = [...new Set([...ids, ...words])].sort((one, other) => other.length - one.length);
  return all.length === 0 ? null : `(?:${all.map(wholeWord).join('|')})(?!"\\s*:)`;
}

/** Members of our own documents whose values are words of the product, whatever a person is called. */
const OWN_WORDS = [
  ...['action', 'agentId', 'channel', 'factor', 'guardrail', 'kind', 'notify', 'outcome', 'probabilityKind', 'rule'],
  ...['style', 'templateId', 'verdict', 'writtenBy'],
];

/** A pattern of names for a document as PostgreSQL writes jsonb: somebody called "email" takes no channel along. */
export function inDocument(pattern: string): string {
  return `(?<!"(?:${OWN_WORDS.join('|')})": ")${pattern}`;
}

function wholeWord(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\\-#&~]/g, '\\$&');
  const begins = WORD.test(text.at(0) ?? '') ? '\\m' : '';
  const ends = WORD.test(text.at(-1) ?? '') ? '\\M' : '';
  return `${begins}${escaped}${ends}`;
}
