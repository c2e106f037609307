import { watchVolume } from '@/server/services/autonomy';
import { liveSweep } from './live-sweep';

/** Stops an agent that decides so much more than it ever did. */
export const volumeWatchFunction = liveSweep('volume-watch', '* * * * *', (ctx) => watchVolume(ctx));
