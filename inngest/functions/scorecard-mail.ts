import { mailScorecard } from '@/server/services/reports';
import { liveSweep } from './live-sweep';

/** Mails the scorecard of the month that has ended. */
export const scorecardMailFunction = liveSweep('scorecard-mail', '11 * * * *', (ctx) => mailScorecard(ctx));
