import { expireReviews, withdrawReviews } from '@/server/services/review';
import { liveSweep } from './live-sweep';

/** Ends reviews whose moment has passed, or that the world has overtaken: never sent. */
export const reviewExpireFunction = liveSweep('review-expire', '* * * * *', async (ctx) => ({
  ...(await withdrawReviews(ctx)),
  ...(await expireReviews(ctx)),
}));
