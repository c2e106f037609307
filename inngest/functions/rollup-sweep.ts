import { createContext } from '@/server/context';
import { rollUp, staleWorkspaces } from '@/server/services/measurement';
import { inngest } from '../client';

/** Minutes after which the running hour is counted too: in a busy shop counting it each minute costs thirty times its rows. */
const RUNNING_EVERY = 10;

/**
 * Makes the sums of the hours in which something has changed. Figures do not wait for it: such hours are counted from
 * their rows until it has been there.
 */
export const rollupSweepFunction = inngest.createFunction(
  { id: 'rollup-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step, logger }) => {
    const { workspaces, leavesRunning } = await step.run('find', async () => ({
      workspaces: await staleWorkspaces(),
      leavesRunning: new Date().getMinutes() % RUNNING_EVERY !== 0,
    }));
    for (const workspaceId of workspaces) {
      try {
        await step.run(`roll-up-${workspaceId}`, async () =>
          rollUp(await createContext(workspaceId, { kind: 'job', name: 'rollup-sweep' }), { leavesRunning }),
        );
      } catch (problem) {
        logger.error({ workspaceId, problem }, 'The hours of a workspace could not be summed');
      }
    }
    return { workspaces: workspaces.length };
  },
);
