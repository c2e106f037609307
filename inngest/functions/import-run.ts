import { importTurn, silentImports } from '@/server/services/imports';
import { inngest } from '../client';

/** Turns of one run; a long import goes on in the next, so that no run's memory grows without end. */
const TURNS = 40;

/** Brings a shop's log in, a short turn at a time; one run at a time per import. */
export const importRunFunction = inngest.createFunction(
  {
    id: 'import-run',
    triggers: [{ event: 'import/requested' }],
    concurrency: { limit: 1, key: 'event.data.importId' },
    retries: 5,
  },
  async ({ event, step }) => {
    const data = event.data as { workspaceId: string; importId: string };
    for (let turn = 1; turn <= TURNS; turn++) {
      const { done, status } = await step.run(`turn-${turn}`, () => importTurn(data));
      if (done) return { status };
    }
    await step.sendEvent('go-on', { name: 'import/requested', data });
    return { status: 'goes on' };
  },
);

/** Finds imports whose announcement was lost, or whose run gave up while something was away. */
export const importSweepFunction = inngest.createFunction(
  { id: 'import-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const silent = await step.run('find', () => silentImports(new Date()));
    if (silent.length > 0) {
      await step.sendEvent(
        'again',
        silent.map((data) => ({ name: 'import/requested', data })),
      );
    }
    return { resumed: silent.length };
  },
);
