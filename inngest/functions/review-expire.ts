import { expireReviews } from '@/server/services/review';
import { liveSweep } from './live-sweep';

/** Ends reviews whose moment has passed: held, never sent. */
export const reviewExpireFunction = liveSweep('review-expire', '* * * * *', (ctx) => expireReviews(ctx));
