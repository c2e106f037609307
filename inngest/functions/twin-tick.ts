import { twinTick } from '@/server/services/simulation';
import { inngest } from '../client';

/** Keeps demo workspaces alive: people shop and answer messages, a minute at a time. */
export const twinTickFunction = inngest.createFunction(
  { id: 'twin-tick', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  () => twinTick(),
);
