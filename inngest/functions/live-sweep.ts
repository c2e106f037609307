import { createContext, type ServiceContext } from '@/server/context';
import { liveWorkspaces } from '@/server/services/decisions';
import { inngest } from '../client';

/**
 * A function that does the same work for each workspace in real time, a step a workspace: one that fails holds up no
 * other, and what it did not do is found on its next turn.
 */
export function liveSweep(id: string, cron: string, work: (ctx: ServiceContext) => Promise<object>) {
  return inngest.createFunction({ id, triggers: [{ cron }], concurrency: 1, retries: 0 }, async ({ step, logger }) => {
    const workspaces = await step.run('find', () => liveWorkspaces());
    for (const workspaceId of workspaces) {
      try {
        await step.run(`work-${workspaceId}`, async () =>
          work(await createContext(workspaceId, { kind: 'job', name: id })),
        );
      } catch (problem) {
        logger.error({ workspaceId, problem }, `${id} failed for a workspace`);
      }
    }
    return { workspaces: workspaces.length };
  });
}
