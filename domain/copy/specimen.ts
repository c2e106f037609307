import { fillSlots } from '../templates/slots';
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

/** Words as that customer reads them. */
export function asRead(words: CopyWords): CopyWords {
  return mapWords(words, (text) => fillSlots(text, VALUES));
}
