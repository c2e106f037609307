import { watchTroubles } from '@/server/services/provider-troubles';
import { liveSweep } from './live-sweep';

/** Tells whoever runs the channels, once, that a provider needs a look; and closes it when it is well again. */
export const providerWatchFunction = liveSweep('provider-watch', '*/2 * * * *', (ctx) => watchTroubles(ctx));
