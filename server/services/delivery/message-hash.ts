import { createHash } from 'node:crypto';

/** SHA-256 of a message's words as they leave: `message` of the entry under which it was written. */
export function messageHash(words: { subject: string | null; html: string | null; text: string }): string {
  const hash = createHash('sha256');
  for (const part of [words.subject, words.html, words.text]) {
    hash.update(part === null ? '-' : `${Buffer.byteLength(part)}:${part}`);
  }
  return hash.digest('hex');
}
