import { creativeSweep } from '@/server/services/creative';
import { liveSweep } from './live-sweep';

/** Watches tests of words, and looks once a week at what could be tested. */
export const creativeSweepFunction = liveSweep('creative-sweep', '41 * * * *', (ctx) => creativeSweep(ctx));
