import { type CopyWords, sameWords } from '../../copy/copy-words';
import type { CopyStyle } from '../../copy/styles';
import type { Policy } from '../../policies/policy';
import type { Brand } from '../../workspaces/brand';
import { scoreVariant, type VariantScore } from './score-variant';

/** Words that were written for a style. */
export type WrittenVariant = {
  readonly style: CopyStyle;
  readonly words: CopyWords;
  readonly writtenBy: 'template' | 'model' | 'person';
  /** The attempt that wrote them; null for a person's own. */
  readonly draftId: string | null;
};

export type ScoredVariant = WrittenVariant & { readonly scores: VariantScore };

/** Challengers fit to be tried, best first, and those that are not good enough. */
export type TestPlan = { readonly challengers: readonly ScoredVariant[]; readonly dropped: readonly ScoredVariant[] };

/**
 * Scores what was written and keeps what reaches the least score; a test needs at least two challengers. What `today`
 * says already, the control's words where they are not the library's, is no challenger.
 */
export function planTest(
  written: readonly WrittenVariant[],
  today: CopyWords | null,
  brand: Brand,
  policy: Policy,
): TestPlan {
  const scored = written
    .filter(({ words }) => !today || !sameWords(words, today))
    .map((variant) => ({ ...variant, scores: scoreVariant(variant.words, brand, policy) }))
    .sort((a, b) => b.scores.score - a.scores.score);
  return {
    challengers: scored.filter(({ scores }) => scores.score >= policy.creative.leastScore),
    dropped: scored.filter(({ scores }) => scores.score < policy.creative.leastScore),
  };
}

/** Fewer than these and the control: three variants are the least of a test. */
export const LEAST_CHALLENGERS = 2;
