import { cutText } from '../shared/cut-text';

export type ParsedAddress = { ok: true; address: string } | { ok: false; reason: string };

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u;
/** Control and format characters: line ends, zero-width and direction marks. */
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/**
 * One e-mail address that is safe in an SMTP envelope and a header: a dot-atom local part and a dotted domain
 * (RFC 5321), NFKC-normalised first so that look-alikes of "@" and "," cannot slip through. Quoted local parts,
 * comments, lists, address literals and control characters are refused, with the reason in words. The domain comes
 * back in lower case, the local part as it was written.
 */
export function parseEmailAddress(raw: string): ParsedAddress {
  const text = raw.normalize('NFKC').trim();
  if (CONTROL.test(raw) || CONTROL.test(text)) return refuse('it contains control characters');
  if (text.length > 254) return refuse('it is longer than 254 characters');
  const at = text.indexOf('@');
  if (at < 1 || at !== text.lastIndexOf('@')) return refuse('it needs exactly one "@" with a name before it');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  if (local.length > 64) return refuse('the part before "@" is longer than 64 characters');
  if (!LOCAL_PART.test(local)) return refuse('the part before "@" holds characters that cannot be sent to');
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => label.length <= 63 && LABEL.test(label))) {
    return refuse('the part after "@" is not a domain name');
  }
  return { ok: true, address: `${local}@${domain}` };
}

/** A display name without anything that could break out of its header; at most 120 characters. */
export function displayName(raw: string): string {
  const spaced = Array.from(raw.normalize('NFKC'), (character) => (CONTROL.test(character) ? ' ' : character)).join('');
  return cutText(spaced.replace(/\s+/g, ' ').trim(), 120);
}

function refuse(reason: string): ParsedAddress {
  return { ok: false, reason };
}
