import { createContext } from '@/server/context';
import { rollUp, staleWorkspaces } from '@/server/services/measurement';
import { inngest } from '../client';

/**
 * Makes the sums of the hours in which something has changed. Figures do not wait for it: such hours are counted from
 * their rows until it has been there.
 */
export const rollupSweepFunction = inngest.createFunction(
  { id: 'rollup-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step, logger }) => {
    const workspaces = await step.run('find', () => staleWorkspaces());
    for (const workspaceId of workspaces) {
      try {
        await step.run(`roll-up-${workspaceId}`, async () =>
          rollUp(await createContext(workspaceId, { kind: 'job', name: 'rollup-sweep' })),
        );
      } catch (problem) {
        logger.error({ workspaceId, problem }, 'The hours of a workspace could not be summed');
      }
    }
    return { workspaces: workspaces.length };
  },
);
