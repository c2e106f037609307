import type { MessageContent } from '../templates/content';
import { fillSlots } from '../templates/slots';
import type { RejectReason } from './review-item';

/** A rejection as far as new wording can be held against it. */
export type CopyCase = {
  readonly templateId: string | null;
  readonly reason: RejectReason;
  readonly note: string | null;
  readonly content: MessageContent | null;
  readonly at: Date;
};

/** New wording that says what a person has rejected before. `sentence` is the new one, as it would be read. */
export type CaseWarning = {
  readonly reason: RejectReason;
  readonly note: string | null;
  readonly at: Date;
  readonly sentence: string;
};

/** Reasons that are about the words, whoever the customer was. */
export const ABOUT_WORDS: readonly RejectReason[] = ['wrong_words', 'not_true', 'other'];

/** Share of a sentence's words that another must hold to count as saying the same. */
const ALIKE = 0.8;

/** Shorter ones ("Hello!") are in every message. */
const LEAST_WORDS = 4;

/**
 * Holds new wording against rejected wording of the same template: a sentence that one of them held, nearly word by
 * word, is a warning with the reason it was rejected for. One warning a sentence, of the latest case.
 */
export function warnAgainst(content: MessageContent, cases: readonly CopyCase[]): CaseWarning[] {
  const relevant = cases
    .filter((known) => known.templateId === content.templateId && ABOUT_WORDS.includes(known.reason))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return sentencesOf(content).flatMap((sentence) => {
    const found = relevant.find(
      ({ content: said }) => said !== null && sentencesOf(said).some((old) => alike(sentence, old)),
    );
    return found ? [{ reason: found.reason, note: found.note, at: found.at, sentence: asRead(sentence) }] : [];
  });
}

function sentencesOf({ subject, preheader, headline, paragraphs }: MessageContent): string[] {
  return [subject, preheader, headline, ...paragraphs]
    .flatMap((text) => text.split(/(?<=[.!?])\s+/))
    .filter((sentence) => wordsOf(sentence).size >= LEAST_WORDS);
}

/** What a slot is read as where nobody in particular reads. */
const ANYBODY = { 'offer.code': 'the code', 'offer.expires_on': 'its last day' };

function asRead(sentence: string): string {
  return fillSlots(sentence, ANYBODY);
}

function alike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(a.size, b.size) >= ALIKE;
}

/** Words without slots and figures: another amount or name does not make another sentence. */
function wordsOf(sentence: string): ReadonlySet<string> {
  const plain = sentence.replace(/\{\{.*?\}\}/g, ' ').toLowerCase();
  return new Set(plain.match(/\p{L}+/gu) ?? []);
}
