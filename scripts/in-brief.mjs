import { stripVTControlCharacters } from 'node:util';

const MOST_WORDS = 400;

/** What a failure says, on one line. */
export function inBrief(message = '') {
  return stripVTControlCharacters(message).replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
}
