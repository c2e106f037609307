import { decideDormant } from '@/server/services/decisions';
import { liveSweep } from './live-sweep';

/** Looks for customers who have become dormant; every hour a part, so that no night's run grows too long. */
export const dormancySweepFunction = liveSweep('dormancy-sweep', '7 * * * *', (ctx) =>
  decideDormant(ctx, { limit: 5_000 }),
);
