import { decideDueWaves } from '@/server/services/decisions';
import { liveSweep } from './live-sweep';

/** Decides the touches of win-back series whose day has come. */
export const waveSweepFunction = liveSweep('wave-sweep', '*/10 * * * *', (ctx) =>
  decideDueWaves(ctx, { limit: 5_000 }),
);
