import type { Json } from './canonical-json';

const EMAIL = /[\p{L}\p{N}._%+'’-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** International form alone: digits without a plus are ids, amounts and times more often than telephones. */
const PHONE = /\+\d(?:[ ().-]{0,3}\d){7,14}(?!\d)/g;

/**
 * The value with e-mail addresses and telephone numbers replaced by "[e-mail]" and "[phone]". What people type (reasons,
 * names of keys and files) may hold them; an entry of the audit log can never be erased.
 */
export function maskIdentifiers(value: Json): Json {
  if (typeof value === 'string') return value.replace(EMAIL, '[e-mail]').replace(PHONE, '[phone]');
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(maskIdentifiers);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === undefined ? undefined : maskIdentifiers(member)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
