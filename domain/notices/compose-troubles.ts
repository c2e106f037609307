import type { Digest } from './compose-digest';

/** What those who run the channels are told when providers get into trouble; once for each trouble while it lasts. */
export function composeTroubles(told: { company: string; words: readonly string[]; pageUrl: string }): Digest {
  return {
    subject: `${told.company}: a provider of messages needs a look`,
    lines: [...told.words, `What is known, and what can be done: ${told.pageUrl}`],
  };
}
