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

const SLOT = /\{\{\s*([a-z_.]+)(?:\s*\|\s*default:\s*"([^"]*)")?\s*\}\}/g;

/** Names of the slots used in a text ("customer.first_name"), in order, repeated where used twice. */
export function slotsIn(text: string): string[] {
  return [...text.matchAll(SLOT)].map((match) => match[1] ?? '');
}

/** The text without its slots: what somebody wrote. */
export function withoutSlots(text: string): string {
  return text.replace(SLOT, '');
}

/** The text as a reader would see it: each slot replaced by its value, else by its own default, else by its name. */
export function fillSlots(text: string, values: Readonly<Record<string, string | null | undefined>>): string {
  return text.replace(SLOT, (_whole, name: string, fallback: string | undefined) => values[name] ?? fallback ?? name);
}
