import type { CopyWords } from './copy-words';

/** The words with each text changed. */
export function mapWords(words: CopyWords, change: (text: string) => string): CopyWords {
  return {
    subject: change(words.subject),
    plainSubject: change(words.plainSubject),
    preheader: change(words.preheader),
    headline: change(words.headline),
    paragraphs: words.paragraphs.map(change),
    callToAction: change(words.callToAction),
  };
}
