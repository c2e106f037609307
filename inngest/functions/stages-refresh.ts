import { refreshStagesEverywhere } from '@/server/services/customers';
import { inngest } from '../client';

/** Moves customers whose lifecycle stage has changed by nothing but time passing. */
export const stagesRefreshFunction = inngest.createFunction(
  { id: 'stages-refresh', triggers: [{ cron: '7 * * * *' }], concurrency: 1, retries: 1 },
  () => refreshStagesEverywhere(),
);
