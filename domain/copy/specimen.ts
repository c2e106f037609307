import { offerSentence } from '../templates/library/cart-recovery';
import { fillSlots, slotsIn } from '../templates/slots';
import type { CopyWords } from './copy-words';
import { mapWords } from './map-words';

/** The customer whom words are shown to: called Anna, with three items in her cart, and a discount where there is one. */
export const SPECIMEN = { firstName: 'Anna', percentOff: 20, itemCount: 3, valueText: '$120.00' } as const;

const VALUES = {
  'customer.first_name': SPECIMEN.firstName,
  'offer.percent_off': String(SPECIMEN.percentOff),
  'offer.code': 'YOUR-CODE',
  'offer.expires_on': 'the day it ends',
  'cart.item_count': `${SPECIMEN.itemCount} items`,
  'cart.value': SPECIMEN.valueText,
};

/**
 * Words as that customer reads them. Where each message of their kind carries a code, the sentence with it stands among
 * them as it does in what is sent, whoever wrote the rest (domain/experiments/put-words.ts).
 */
export function asRead(words: CopyWords, { offerEnds }: { offerEnds: boolean }): CopyWords {
  const [opening = '', ...rest] = words.paragraphs;
  const hasCode = words.paragraphs.some((text) => slotsIn(text).includes('offer.code'));
  const sentences = offerEnds && !hasCode ? [offerSentence({ percentOff: SPECIMEN.percentOff })] : [];
  const whole = { ...words, paragraphs: [opening, ...sentences, ...rest] };
  return mapWords(whole, (text) => fillSlots(text, VALUES));
}
