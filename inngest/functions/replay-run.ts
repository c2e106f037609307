import { replayTurnOf, silentReplays } from '@/server/services/replay';
import { inngest } from '../client';

/** Turns of one run of the function; a long replay goes on in the next, so that no memory grows without end. */
const TURNS = 40;

/** Replays decisions under another policy, a short turn at a time; one run at a time per replay. */
export const replayRunFunction = inngest.createFunction(
  {
    id: 'replay-run',
    triggers: [{ event: 'replay/requested' }],
    concurrency: { limit: 1, key: 'event.data.runId' },
    retries: 5,
  },
  async ({ event, step }) => {
    const data = event.data as { workspaceId: string; runId: string };
    for (let turn = 1; turn <= TURNS; turn++) {
      const { done, status } = await step.run(`turn-${turn}`, () => replayTurnOf(data));
      if (done) return { status };
    }
    await step.sendEvent('go-on', { name: 'replay/requested', data });
    return { status: 'goes on' };
  },
);

/** Finds replays whose announcement was lost, or whose run gave up while something was away. */
export const replaySweepFunction = inngest.createFunction(
  { id: 'replay-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const silent = await step.run('find', () => silentReplays(new Date()));
    if (silent.length > 0) {
      await step.sendEvent(
        'again',
        silent.map((data) => ({ name: 'replay/requested', data })),
      );
    }
    return { resumed: silent.length };
  },
);
