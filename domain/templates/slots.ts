/**
 * The only Liquid slots a MessageContent may hold; rendering fills them, guardrails measure words with them filled.
 * Personal data and the code exist nowhere before rendering.
 * `offer.expires_on`: last day and time of the code in the customer's zone, in words ("Tuesday 24 November, 14:05").
 */
export const SLOTS = {
  firstName: '{{ customer.first_name | default: "there" }}',
  offerCode: '{{ offer.code }}',
  offerExpires: '{{ offer.expires_on }}',
} as const;

/** What each slot is filled with, as people call it. */
const SLOT_WORDS: Readonly<Record<string, string>> = {
  'customer.first_name': 'first name',
  'offer.code': 'code',
  'offer.expires_on': 'last day of the code',
};

/** As Liquid reads them: a default may stand in either kind of quotes. */
const SLOT = /\{\{\s*([a-z_.]+)(?:\s*\|\s*default:\s*(?:"([^"]*)"|'([^']*)'))?\s*\}\}/g;
/** A text without it has no slot: looking for that is cheaper than matching. */
const OPENS = '{{';

/** Names of the slots used in a text ("customer.first_name"), in order, repeated where used twice. */
export function slotsIn(text: string): string[] {
  if (!text.includes(OPENS)) return [];
  return [...text.matchAll(SLOT)].map((match) => match[1] ?? '');
}

/** The text without its slots: what somebody wrote. */
export function withoutSlots(text: string): string {
  return text.replace(SLOT, '');
}

/** The text as a reader would see it: each slot replaced by its value, else by its own default, else by its name. */
export function fillSlots(text: string, values: Readonly<Record<string, string | null | undefined>>): string {
  if (!text.includes(OPENS)) return text;
  return text.replace(
    SLOT,
    (_whole, name: string, inDouble: string | undefined, inSingle: string | undefined) =>
      values[name] ?? inDouble ?? inSingle ?? name,
  );
}

/** The text with each slot as what it stands for: "[first name], your kettle is waiting". */
export function namedSlots(text: string): string {
  return text.replace(SLOT, (_whole, name: string) => `[${SLOT_WORDS[name] ?? name}]`);
}

/** What may stand for a first name: words. A figure, an address or half a sentence would be read as a part of the text. */
const STANDS_FOR_A_NAME = /^[\p{L}\p{M} '’-]{0,40}$/u;

/** What is wrong with the slots of a text, in a sentence; null where each is whole and known, and its default a word. */
export function slotProblem(text: string): string | null {
  if (!/\{\{|\}\}|\{%|%\}/.test(text)) return null;
  const known = Object.values(SLOTS).join(' or ');
  const unknown = slotsIn(text).find((name) => !Object.hasOwn(SLOT_WORDS, name));
  if (unknown) return `Nothing is known as “${unknown}”: write ${known}.`;
  const fallback = [...text.matchAll(SLOT)]
    .map((match) => match[2] ?? match[3] ?? '')
    .find((words) => !STANDS_FOR_A_NAME.test(words));
  if (fallback !== undefined) return `“${fallback}” cannot stand for what is not known: write a word, as in ${known}.`;
  if (/\{\{|\}\}|\{%|%\}/.test(withoutSlots(text))) return `What stands in braces is not whole: write ${known}.`;
  return null;
}
