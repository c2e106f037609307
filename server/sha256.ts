import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@/domain/audit/canonical-json';

/** Lower-case hex of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of a value as canonical JSON: the same for the same content, in whatever order its members stand. */
export function sha256OfJson(value: object): string {
  return sha256(canonicalJson(value as Json));
}
