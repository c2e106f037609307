import { watchLevels } from '@/server/services/autonomy';
import { liveSweep } from './live-sweep';

/** Lowers levels of autonomy that harm, a breach or time has undone. */
export const autonomyWatchFunction = liveSweep('autonomy-watch', '*/5 * * * *', (ctx) => watchLevels(ctx));
