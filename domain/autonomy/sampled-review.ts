import type { Reason } from '../decisions/candidate';
import type { Policy } from '../policies/policy';
import { percentWords } from '../shared/figure-words';
import { stableUnit } from '../shared/stable-hash';

/** Factor of the reason for which a drawn decision waits for a person. */
export const SAMPLED_REVIEW = 'sampled_review';

/**
 * Share (0..1) of what an action decides by itself that is put before a person first: what confirms its level. Below
 * level 2 nothing is drawn, because a person sees every decision.
 */
export function sampledShare(level: number, { review }: Policy): number {
  if (level < 2) return 0;
  return level === 2 ? review.sampleShare : review.autonomousSampleShare;
}

/**
 * Whether a person sees this decision of a level that acts by itself: a stable draw by the decision's key, so that a
 * replay draws the same ones, and what is drawn at level 3 would have been drawn at level 2.
 */
export function isSampledForReview(key: string, level: number, policy: Policy): boolean {
  return stableUnit('sampled-review', key) < sampledShare(level, policy);
}

/** Why a drawn decision waits for a person. */
export function sampledReason(level: number, policy: Policy): Reason {
  const share = sampledShare(level, policy);
  const text = `Drawn for sampled review: at level ${level} a person sees ${percentWords(share * 100)} of decisions.`;
  return { text, factor: SAMPLED_REVIEW, value: share };
}
