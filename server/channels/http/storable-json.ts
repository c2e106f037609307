import { storableText } from '@/domain/shared/cut-text';

/** JSON of somebody else, its texts as PostgreSQL can keep them; throws for octets that are no UTF-8 and no JSON. */
export function storableJson(body: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? storableText(value) : value));
}
