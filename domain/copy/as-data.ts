import { maskIdentifiers } from '../audit/mask-identifiers';
import { cutText } from '../shared/cut-text';

/**
 * Characters nobody sees: controls, zero-width ones, marks that turn the direction of writing, variation selectors and
 * the "tag" letters in which a hidden text can be carried.
 */
export const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u3164|\uFFA0|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;

/**
 * Somebody's text made fit to be shown to a language model as data: compatibility forms folded, unseen characters gone,
 * e-mail addresses and telephone numbers masked, one line, `length` characters at most.
 */
export function asData(text: string, length: number): string {
  const plain = text
    .slice(0, 20 * length)
    .normalize('NFKC')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cutText(String(maskIdentifiers(plain)), length);
}
