import { expireOffers } from '@/server/services/offers';
import { liveSweep } from './live-sweep';

/** Ends codes whose time is over and gives back what they held of a budget. */
export const offerExpireFunction = liveSweep('offer-expire', '*/5 * * * *', (ctx) => expireOffers(ctx));
