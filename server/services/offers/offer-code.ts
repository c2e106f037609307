import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code that can be read aloud and not guessed: nine characters, 45 bits ("K7QM-2XPRA"). */
export function offerCode(): string {
  const letters = Array.from({ length: 9 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
