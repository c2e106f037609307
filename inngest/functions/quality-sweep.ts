import { sweepQuality } from '@/server/services/events';
import { liveSweep } from './live-sweep';

/** Counts how good the data of each source is, and tells admins when one falls below the target. */
export const qualitySweepFunction = liveSweep('quality-sweep', '*/5 * * * *', (ctx) => sweepQuality(ctx));
