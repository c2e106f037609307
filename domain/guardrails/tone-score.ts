import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { isPersonal, phrasesIn, type Reader, visibleWords } from './visible-words';

/** One part of a score: what was looked at, what it is worth (parts sum to 1), how much of it was there (0..1). */
export type ScorePart = { readonly name: string; readonly weight: number; readonly met: number };
export type Score = { readonly score: number; readonly parts: readonly ScorePart[] };

/** What of a candidate is scored, and whose brand it is scored by. */
type Scored = Pick<Candidate, 'content' | 'products'> & Partial<Pick<Candidate, 'channel'>>;
type ReaderOf = { readonly workspace: Pick<Snapshot['workspace'], 'brand'> };

const PRESSURE = [
  'hurry',
  'now or never',
  "don't miss",
  'do not miss',
  "don't wait",
  'you must',
  'you need to',
  'last chance',
  'only today',
  'exclusive deal',
  'insane',
  'crazy',
  'unbelievable',
  'amazing deal',
  'best price ever',
  'buy now',
  'act fast',
  'going fast',
  'problem',
  'failure',
  'regret',
  'ashamed',
  'stupid',
  'lose out',
  'miss out',
  'loser',
  'fault',
];
const COURTESY = [
  'thank you',
  'thanks',
  'please',
  'happy to',
  'glad to',
  'love to',
  'lovely',
  'welcome',
  'would like',
  'help',
  'see you again',
  'for you',
  'whenever it suits',
  'good to see you',
];
/**
 * Brand fit, 0..1, without a model, always the same for the same words: signed as the brand (0.25), company named
 * (0.2), speaks to this person (0.2), one clear call of two to six words (0.2), no word the brand forbids (0.15).
 */
export function brandScore(candidate: Scored, snapshot: Reader & ReaderOf, policy: Policy): Score {
  const { brand } = snapshot.workspace;
  const { content } = candidate;
  const { all } = visibleWords(candidate, snapshot);
  const callWords = content.callToAction.trim().split(/\s+/).filter(Boolean).length;
  return scored([
    { name: 'signed as the brand', weight: 0.25, met: isSigned(content.signature, brand) ? 1 : 0 },
    {
      name: 'company named',
      weight: 0.2,
      met: all.includes(brand.companyName) || content.signature.includes(brand.companyName) ? 1 : 0,
    },
    { name: 'speaks to this person', weight: 0.2, met: isPersonal(candidate) ? 1 : 0 },
    {
      name: 'clear call to action',
      weight: 0.2,
      met: callWords >= 2 && callWords <= 6 ? 1 : callWords === 1 ? 0.5 : 0,
    },
    {
      name: 'no forbidden word',
      weight: 0.15,
      met: phrasesIn(all.replaceAll(brand.companyName, ''), policy.words.forbidden).length === 0 ? 1 : 0,
    },
  ]);
}

/** Whether a message ends with the brand's signature, or its name where space is short. */
export function isSigned(signature: string, brand: Snapshot['workspace']['brand']): boolean {
  const text = signature.trim();
  return text.length > 0 && (text === brand.signature.trim() || text === brand.companyName.trim());
}

/**
 * Tone, 0..1 (friendly, helping, trustworthy; not pushing): no words that push or threaten (0.3, half lost for each), calm
 * punctuation (0.2, half lost for each exclamation mark after the first), no shouting (0.15), addresses the reader as
 * "you" (0.1), courteous (0.15), sentences of at most 25 words on average (0.1, lost by 40).
 */
export function toneScore(candidate: Scored, snapshot: Reader): Score {
  const { all, body } = visibleWords(candidate, snapshot);
  const pressure = phrasesIn(all, PRESSURE).length;
  const exclamations = (all.match(/!/g) ?? []).length;
  const shouted =
    all.match(/\b\p{Lu}{4,}\b/gu)?.filter((word) => word !== 'STOP' && !word.startsWith('XXXX')).length ?? 0;
  return scored([
    { name: 'no pressure', weight: 0.3, met: Math.max(0, 1 - pressure / 2) },
    { name: 'calm punctuation', weight: 0.2, met: Math.max(0, 1 - Math.max(0, exclamations - 1) / 2) },
    { name: 'no shouting', weight: 0.15, met: Math.max(0, 1 - shouted / 2) },
    { name: 'addresses the reader', weight: 0.1, met: /\b(you|your)\b/i.test(all) ? 1 : 0 },
    { name: 'courteous', weight: 0.15, met: phrasesIn(all, COURTESY).length > 0 ? 1 : 0 },
    { name: 'short sentences', weight: 0.1, met: sentenceEase(body) },
  ]);
}

function sentenceEase(text: string): number {
  const lengths = text
    .split(/[.!?\n]+/)
    .map((sentence) => sentence.trim().split(/\s+/).filter(Boolean).length)
    .filter((words) => words > 0);
  if (lengths.length === 0) return 1;
  const average = lengths.reduce((sum, words) => sum + words, 0) / lengths.length;
  return Math.min(1, Math.max(0, (40 - average) / 15));
}

function scored(parts: readonly ScorePart[]): Score {
  const total = parts.reduce((sum, part) => sum + part.weight * part.met, 0);
  return { score: Math.round(total * 1000) / 1000, parts };
}
