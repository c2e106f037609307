import { createHash } from 'node:crypto';

/** What of a message a customer reads. */
export type MessageWords = { readonly subject: string | null; readonly html: string | null; readonly text: string };

/** SHA-256 of a message's words as they leave: `message` of the entry under which it was written. */
export function messageHash(words: MessageWords): string {
  const hash = createHash('sha256');
  for (const part of [words.subject, words.html, words.text]) {
    hash.update(part === null ? '-' : `${Buffer.byteLength(part)}:${part}`);
  }
  return hash.digest('hex');
}
