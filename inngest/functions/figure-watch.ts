import { watchFigures } from '@/server/services/watching';
import { liveSweep } from './live-sweep';

/** Compares the figures with what their past lets expect, a few minutes after each hour is over and its sums are made. */
export const figureWatchFunction = liveSweep('figure-watch', '4 * * * *', (ctx) => watchFigures(ctx));
