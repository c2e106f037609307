import { addressesIn, likeAddressesIn } from '../guardrails/addresses';
import { CODE_SPECIMEN } from '../guardrails/visible-words';
import { folded } from '../shared/as-read';

/** A sign of a share with what stands before it, or a figure before the word; bounded, as whatever is typed is searched. */
const SHARE =
  /([\p{L}\p{N}.,]{0,12})[\s*†‡~^'’"()[\]-]{0,12}[%‰]|(?<![\p{L}\p{N}])(\d{1,12}(?:[.,]\d{1,12})?)[\s-]{0,12}(?:per\s?cent|prozent|pct)(?!\p{L})/giu;
/** "100% linen": whatever is whole is promised nothing off; "100% off" is what the guardrails look for. */
const WHOLE = 100;
const UNITS = 'usd|eur|gbp|chf|dollars?|euros?|pounds?|bucks|pesos?|francs?|kr|zł';
const SUM = new RegExp(
  `\\p{Sc}\\s{0,8}\\d[\\d.,]{0,15}|\\d[\\d.,]{0,15}\\s{0,8}(?:\\p{Sc}|(?:${UNITS})(?!\\p{L}))`,
  'giu',
);
/** Capitals and figures together, as codes are: "STAFF90". */
const CODE = /(?<![\p{L}\p{N}-])(?=[\p{Lu}\d-]*\p{Lu})(?=[\p{Lu}\d-]*\d)[\p{Lu}\d-]{5,}(?![\p{L}\p{N}-])/gu;
const TELEPHONE = /\+\d[\d\s()./-]{5,}\d|(?<!\d)\d[\d\s()/-]{8,}\d(?!\d)/gu;

/**
 * What an edit brings into a message that the agent did not write and nothing here backs: shares other than the offer's,
 * sums, codes, telephone numbers, addresses. An agent's figures come from facts; a person's would be anybody's guess, and
 * there are more ways to word a promise than can be listed. Texts as they were typed; as they read, each once.
 */
export function newFigures(before: string, after: string, percents: readonly number[]): string[] {
  const known = new Set(figuresIn(before));
  const backed = (share: string) => [WHOLE, ...percents].includes(Number(share.slice(0, -1).replace(',', '.')));
  return [...new Set(figuresIn(after))].filter((figure) => !known.has(figure) && !(isShare(figure) && backed(figure)));
}

function figuresIn(typed: string): string[] {
  // However wide a gap is, the figure and its sign are read together.
  const text = folded(typed).replace(/[^\S\n]+/g, ' ');
  const shares = [...text.matchAll(SHARE)].map(([, before, number]) => `${before || number || ''}%`);
  const rest = text.replace(SHARE, ' ');
  const others = [SUM, TELEPHONE].flatMap((pattern) => [...rest.matchAll(pattern)].map(([found]) => compact(found)));
  const codes = [...rest.matchAll(CODE)].map(([found]) => found).filter((found) => found !== CODE_SPECIMEN);
  // Of addresses by their endings a guardrail knows which are the shop's own.
  const judged = new Set(addressesIn(rest));
  return [...shares, ...others, ...codes, ...likeAddressesIn(rest).filter((host) => !judged.has(host))];
}

const isShare = (figure: string) => figure.endsWith('%');
const compact = (text: string) => text.trim().replace(/\s+/g, ' ');
