import type { Json } from './canonical-json';

const EMAIL = /[\p{L}\p{N}._%+'’-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** International form alone: digits without a plus are ids, amounts and times more often than telephones. */
const PHONE = /\+\d(?:[ ().-]{0,3}\d){7,14}(?!\d)/g;

/**
 * The value with e-mail addresses and telephone numbers replaced by "[e-mail]" and "[phone]". What people type (reasons,
 * names of keys and files) may hold them; an entry of the audit log can never be erased.
 */
export function maskIdentifiers(value: Json): Json {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(maskIdentifiers);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === undefined ? undefined : maskIdentifiers(member)]),
  );
}

/** Hardly any text holds either sign: looking for it is far cheaper than trying the patterns. */
function maskText(text: string): string {
  const unaddressed = text.includes('@') ? text.replace(EMAIL, '[e-mail]') : text;
  return unaddressed.includes('+') ? unaddressed.replace(PHONE, '[phone]') : unaddressed;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
