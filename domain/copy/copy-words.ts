import { z } from 'zod';
import { fillSlots, SLOTS, slotsIn } from '../templates/slots';
import type { CopySlot } from './copy-slots';
import { mapWords } from './map-words';

/**
 * Words of one message as somebody wrote them for many customers. Everything that differs from customer to customer is a
 * slot. Landing page, signature, the sentence with the code and every link are ours and stand in no copy.
 */
export const CopyWords = z.object({
  subject: z.string().min(1).max(200),
  /** For customers whose name is not known or too long: the subject without a name. */
  plainSubject: z.string().min(1).max(200),
  preheader: z.string().min(1).max(200),
  headline: z.string().min(1).max(200),
  paragraphs: z.array(z.string().min(1).max(800)).min(1).max(3),
  callToAction: z.string().min(1).max(80),
});
export type CopyWords = z.infer<typeof CopyWords>;

const CANONICAL: Readonly<Record<string, string>> = {
  'customer.first_name': SLOTS.firstName,
  'offer.percent_off': '{{ offer.percent_off }}',
  'cart.item_count': '{{ cart.item_count }}',
  'cart.value': '{{ cart.value }}',
};

/** Values of the slots that are facts of a decision; null where this decision has none. */
export type CopyFacts = Readonly<Record<Exclude<CopySlot, 'customer.first_name'>, string | null>>;

/** Where in a message a text stands, and the text. */
export type CopyPart = { readonly where: string; readonly text: string };

/** Every text of some words, with its place. */
export function partsOf(words: CopyWords): CopyPart[] {
  return [
    { where: 'subject', text: words.subject },
    { where: 'subject without a name', text: words.plainSubject },
    { where: 'preview line', text: words.preheader },
    { where: 'headline', text: words.headline },
    ...words.paragraphs.map((text, index) => ({ where: `paragraph ${index + 1}`, text })),
    { where: 'button', text: words.callToAction },
  ];
}

/**
 * Checked words with their slots as this product writes them, however a model spaced them: the first name with our own
 * word for customers without one.
 */
export function asModelWrites(words: CopyWords): CopyWords {
  return mapWords(words, (text) => fillSlots(text.trim(), CANONICAL));
}

/** The names of the slots some words use, each once. */
export function slotsOf(words: CopyWords): string[] {
  return [...new Set(partsOf(words).flatMap(({ text }) => slotsIn(text)))];
}

/** Whether every fact that the words name is known. */
export function canFill(words: CopyWords, facts: CopyFacts): boolean {
  return slotsOf(words).every(
    (slot) => slot === 'customer.first_name' || (facts as Readonly<Record<string, string | null>>)[slot] != null,
  );
}

/** The words with the facts of one decision in them; the first name stays a slot, with what to say without one. */
export function withFacts(words: CopyWords, facts: CopyFacts): CopyWords {
  const values = { ...facts, 'customer.first_name': SLOTS.firstName };
  return mapWords(words, (text) => fillSlots(text, values));
}

/** Whether two say the same to a customer whose name is known. */
export function sameWords(one: CopyWords, other: CopyWords): boolean {
  const text = ({ subject, preheader, headline, paragraphs, callToAction }: CopyWords) =>
    JSON.stringify([subject, preheader, headline, paragraphs, callToAction]);
  return text(one) === text(other);
}
