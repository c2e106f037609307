import { sweepPages } from '@/server/services/web';
import { liveSweep } from './live-sweep';

/** What pages were given and nobody saw waits again, or ends when its time is over; old answers are forgotten. */
export const webSweepFunction = liveSweep('web-sweep', '*/5 * * * *', (ctx) => sweepPages(ctx));
