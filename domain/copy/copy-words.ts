import { z } from 'zod';
import { fillSlots, SLOTS, slotsIn } from '../templates/slots';

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

/**
 * The slots a writer may use. The first name is filled at rendering and never earlier; the others are facts of the
 * decision and filled when it is made, so that guardrails judge the real figures.
 */
export const COPY_SLOTS = ['customer.first_name', 'offer.percent_off', 'cart.item_count', 'cart.value'] as const;
export type CopySlot = (typeof COPY_SLOTS)[number];

/** What each slot stands for, for whoever writes. */
export const SLOT_MEANINGS: Record<CopySlot, string> = {
  'customer.first_name': 'first name of the customer',
  'offer.percent_off': 'percentage of the discount, a number without the % sign',
  'cart.item_count': 'how many items are in the cart, as "1 item" or "3 items"',
  'cart.value': 'value of the cart with its currency',
};

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

/** The words with each text changed. */
export function mapWords(words: CopyWords, change: (text: string) => string): CopyWords {
  return {
    subject: change(words.subject),
    plainSubject: change(words.plainSubject),
    preheader: change(words.preheader),
    headline: change(words.headline),
    paragraphs: words.paragraphs.map(change),
    callToAction: change(words.callToAction),
  };
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
