import { maskIdentifiers } from '../audit/mask-identifiers';
import { UNSEEN } from '../shared/as-read';
import { cutText } from '../shared/cut-text';

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
