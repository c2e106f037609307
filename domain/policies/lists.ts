import { z } from 'zod';

/** What a list of phrases may hold: a ban list somebody wrote, not a dictionary. */
const MOST_PHRASES = 500;

/** Keys that a record with free keys may hold at most. */
const MOST_KEYS = 200;

/** A path of the shop: begins with one slash, so that no document can lead anywhere else or name a scheme. */
const SHOP_PATH = /^\/(?![/\\])[^\s\\]*$/;
/** Words on one line, with no blank at either end. */
const PHRASE = /^\S(?:[^\r\n]*\S)?$/;

/** A word or a few, on one line, within these numbers of characters. */
export function phrase(least: number, most: number) {
  return z.string().min(least).max(most).regex(PHRASE).meta({ must: 'a text on one line without blanks at its ends' });
}

/** Words or phrases of `least` to 100 characters, 500 at most. */
export function phrases(least: number, initial: string[]) {
  return z.array(phrase(least, 100)).max(MOST_PHRASES).default(initial);
}

/** A page of the shop, as the path behind its address. */
export function shopPath(initial: string, title: string, description: string) {
  return z.string().max(300).regex(SHOP_PATH).default(initial).meta({
    title,
    description,
    must: 'a path of the shop that begins with one slash and has no blanks, such as /cart',
  });
}

/** A record whose keys are free, within a shape and a number of them. */
export function recordOf<Value extends z.ZodType>(key: RegExp, such: string, value: Value) {
  return z
    .record(z.string().max(80).regex(key, `A key must be ${such}`), value)
    .refine((record) => Object.keys(record).length <= MOST_KEYS, `Must have at most ${MOST_KEYS} entries`);
}
