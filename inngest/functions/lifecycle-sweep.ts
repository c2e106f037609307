import { sweepCustomers } from '@/server/services/lifecycle';
import { liveSweep } from './live-sweep';

/** Looks at every customer once a day: stages, churn risk, and what is worth doing. Goes on where it stopped. */
export const lifecycleSweepFunction = liveSweep('lifecycle-sweep', '*/10 * * * *', (ctx) =>
  sweepCustomers(ctx, { limit: 20_000 }),
);
