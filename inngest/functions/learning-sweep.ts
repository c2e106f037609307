import { learnFromOutcomes } from '@/server/services/learning';
import { liveSweep } from './live-sweep';

/** Learns once a day from the outcomes that are known by then; asked hourly, so that a night missed is made up for. */
export const learningSweepFunction = liveSweep('learning-sweep', '25 * * * *', (ctx) => learnFromOutcomes(ctx));
