import { watchRollout } from '@/server/services/rollout';
import { liveSweep } from './live-sweep';

/** Halts a rollout where the records show that a message has left against consent. */
export const rolloutWatchFunction = liveSweep('rollout-watch', '*/5 * * * *', (ctx) => watchRollout(ctx));
