import { mailReports } from '@/server/services/reports';
import { liveSweep } from './live-sweep';

/** Mails the reports of the week and of the month that have ended. */
export const reportsMailFunction = liveSweep('reports-mail', '21 * * * *', (ctx) => mailReports(ctx));
