import { expireReviews, rejudgeReviews, rejudgeTurnOf, withdrawReviews } from '@/server/services/review';
import { inTurns } from './in-turns';
import { liveSweep } from './live-sweep';

/**
 * Ends reviews whose moment has passed, or that the world has overtaken: never sent. Judges those again that were judged
 * under another policy.
 */
export const reviewExpireFunction = liveSweep('review-expire', '* * * * *', async (ctx) => ({
  ...(await withdrawReviews(ctx)),
  ...(await expireReviews(ctx)),
  ...(await rejudgeReviews(ctx)),
}));

/** Judges what waits again as soon as another policy is in force. */
export const reviewRejudgeFunction = inTurns({
  id: 'review-rejudge',
  event: 'policy/activated',
  key: 'workspaceId',
  turn: rejudgeTurnOf,
});
