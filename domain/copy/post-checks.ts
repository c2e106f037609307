import { promisesIn } from '../guardrails/promises';
import { asksIn } from '../guardrails/solicits';
import { phrasesIn } from '../guardrails/visible-words';
import { folded, UNSEEN } from '../shared/as-read';
import { plural } from '../shared/plural';
import { fillSlots, slotsIn, withoutSlots } from '../templates/slots';
import type { CopyBrief } from './brief';
import { type CopyPart, type CopyWords, partsOf } from './copy-words';
import {
  CLAIM_WORDS,
  CROWD_WORDS,
  MONEY_WORDS,
  NUMBER_WORDS,
  SOLICITING_WORDS,
  TIME_WORDS,
  TOLD_WORDS,
} from './told-words';

/** One thing that words may not hold, where it stands and what was found. */
export type CopyProblem = { readonly rule: CopyRule; readonly where: string; readonly found: string };

/** Each rule as people read it. */
export const COPY_RULES = {
  secret: 'Gives away the instructions',
  characters: 'Holds characters that do not belong',
  slots: 'Uses a slot it may not use',
  markup: 'Holds markup or code',
  address: 'Holds a link or an address',
  figure: 'Names a figure that is not in the brief',
  money: 'Promises money that is not in the offer',
  time: 'Names a moment that is not in the brief',
  claim: 'Claims what the brief does not say',
  solicits: 'Asks for what no message of a shop asks for',
  told: 'Speaks of instructions or of who reads it',
  urgency: 'Urges without a fact behind it',
  forbidden: 'Uses a forbidden word',
  length: 'Too long or too short',
  greeting: 'A subject without a name holds one',
} as const;
export type CopyRule = keyof typeof COPY_RULES;

/** A long first name: words must fit with it. */
const SPECIMEN_NAME = 'Bartholomew';

/**
 * Whether words may be used at all, decided by rules and not by another model. Empty where nothing is wrong. What is not
 * provably inside the brief is a problem: a good sentence refused costs little, a false promise sent costs trust.
 */
export function checkCopy(words: CopyWords, brief: CopyBrief, canary: string): CopyProblem[] {
  const each = partsOf(words).flatMap((part) => checkPart(part, brief, canary));
  return [...each, ...checkLengths(words, brief), ...checkGreeting(words)];
}

function checkPart({ where, text }: CopyPart, brief: CopyBrief, canary: string): CopyProblem[] {
  const problem = (rule: CopyRule, found: string | null | undefined): CopyProblem[] =>
    found ? [{ rule, where, found: found.slice(0, 80) }] : [];
  const phrase = (rule: CopyRule, phrases: readonly string[]) => problem(rule, phrasesIn(prose, phrases)[0]);
  const prose = proseOf(text, brief);
  const isProven = brief.style === 'social_proof' && brief.figures.some(({ value }) => text.includes(value));
  return [
    ...problem('secret', text.includes(canary) || text.includes(canary.slice(0, 8)) ? 'the reference' : null),
    ...problem('characters', foreignCharacter(text, brief)),
    ...problem('slots', foreignSlot(text, brief)),
    ...problem('markup', /[<>{}]|&[#\w]+;|\]\(|`|\*\*|^#/.exec(withoutSlots(text))?.[0]),
    ...problem('address', addressIn(withoutSlots(text), brief)),
    ...problem('figure', /\p{N}/u.exec(prose)?.[0] ?? phrasesIn(prose, NUMBER_WORDS)[0]),
    ...problem('money', /[%\p{Sc}‰]/u.exec(prose)?.[0]),
    ...phrase('money', MONEY_WORDS),
    ...problem('money', promisesIn(folded(prose), []).untrue[0]),
    ...phrase('time', TIME_WORDS),
    ...phrase('claim', isProven ? CLAIM_WORDS : [...CLAIM_WORDS, ...CROWD_WORDS]),
    ...phrase('solicits', SOLICITING_WORDS),
    ...problem('solicits', asksIn(folded(prose))[0]),
    ...phrase('told', TOLD_WORDS),
    ...problem('urgency', unfoundedUrgency(prose, brief)),
    ...phrase('forbidden', brief.forbidden),
  ];
}

/**
 * What is left to judge once everything that the brief allows is taken out: slots with the "% off" that goes with them,
 * the figures given, and the company's own name.
 */
function proseOf(text: string, brief: CopyBrief): string {
  const allowed = [brief.company, ...brief.figures.map(({ value }) => value)].filter((part) => part !== '');
  const taken = allowed.reduce((rest, part) => removeWhole(rest, part), text.normalize('NFKC'));
  return withoutSlots(taken.replace(/\{\{\s*offer\.percent_off\s*\}\}\s?%(\s+off)?/g, ' '));
}

/** Takes a part out wherever it stands alone: "1,240" must not vanish from "91,240" or from "1,240%". */
function removeWhole(text: string, part: string): string {
  return text.split(part).reduce((left, right) => {
    const isPartOfMore = /[\p{L}\p{N}\p{Sc}]$|\p{N}[.,]$/u.test(left) || /^[\p{L}\p{N}%\p{Sc}]|^[.,]\p{N}/u.test(right);
    return isPartOfMore ? `${left}${part}${right}` : `${left} ${right}`;
  });
}

const NOT_PLAIN_TEXT = /[^\p{Script=Latin}0-9 .,;:!?'"’‘“”()\-–—…&/%+{}|_€$£¥*#`<>@=[\]]/u;

/** A character that is not plain English text, unless the company's own name is written with it. */
function foreignCharacter(text: string, brief: CopyBrief): string | null {
  const own = text.replaceAll(brief.company, '').replaceAll('…', '');
  if (own.search(UNSEEN) >= 0) return 'an unseen character';
  // Letters of another width or ornament look the same and read differently.
  return NOT_PLAIN_TEXT.exec(own)?.[0] ?? (own === own.normalize('NFKC') ? null : own);
}

function foreignSlot(text: string, brief: CopyBrief): string | null {
  const allowed: readonly string[] = brief.slots;
  return slotsIn(text).find((slot) => !allowed.includes(slot)) ?? null;
}

/** Anything that a mail program would make a link of, or a reader would type. A full stop before a space ends a sentence. */
const ADDRESS =
  /\b(?:https?|javascript|vbscript|data|file|mailto|tel|sms):|www\.|\w+:\/\/|@|[\p{L}\p{N}-]+\s?[.·。]\p{L}{2,}|\bdot (?:com|net|org|shop|io)\b|\/\w/iu;

function addressIn(text: string, brief: CopyBrief): string | null {
  return ADDRESS.exec(text.replaceAll(brief.company, ''))?.[0] ?? null;
}

function unfoundedUrgency(prose: string, brief: CopyBrief): string | undefined {
  return phrasesIn(prose, brief.urgency).find((found) => !(brief.offerEnds && EXPIRY_WORDS.includes(found)));
}

/** Words of urgency that the end of a code makes true. */
const EXPIRY_WORDS = ['expires', 'expire', 'good until', 'valid until'];

function checkLengths(words: CopyWords, brief: CopyBrief): CopyProblem[] {
  const length = (text: string) => [...fillSlots(text, { ...SPECIMENS, 'customer.first_name': SPECIMEN_NAME })].length;
  const over = (where: string, text: string, limit: number): CopyProblem[] =>
    length(text) > limit
      ? [{ rule: 'length', where, found: `${plural(length(text), 'character')}, at most ${limit}` }]
      : [];
  const buttonWords = words.callToAction.trim().split(/\s+/).length;
  return [
    ...over('subject', words.subject, brief.subjectLength - 1),
    ...over('subject without a name', words.plainSubject, brief.subjectLength - 1),
    ...over('preview line', words.preheader, 120),
    ...over('headline', words.headline, 80),
    ...words.paragraphs.flatMap((text, index) => over(`paragraph ${index + 1}`, text, 400)),
    ...over('button', words.callToAction, 40),
    ...(buttonWords < 2 || buttonWords > 6
      ? [{ rule: 'length' as const, where: 'button', found: `${plural(buttonWords, 'word')}, two to six are wanted` }]
      : []),
  ];
}

const SPECIMENS = { 'offer.percent_off': '25', 'cart.item_count': '12 items', 'cart.value': '$1,234.56' };

function checkGreeting(words: CopyWords): CopyProblem[] {
  const named = slotsIn(words.plainSubject).includes('customer.first_name');
  return named ? [{ rule: 'greeting', where: 'subject without a name', found: words.plainSubject }] : [];
}
