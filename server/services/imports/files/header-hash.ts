import { createHash } from 'node:crypto';

/** Under what the mapping of files with these columns is remembered. */
export function headerHash(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header)).digest('hex');
}
