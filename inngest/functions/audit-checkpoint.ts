import { createContext } from '@/server/context';
import { logsToCheckpoint, writeCheckpoint } from '@/server/services/audit';
import { inngest } from '../client';

const ID = 'audit-checkpoint';

/** Signs where each workspace's log stands, where that is due; a log that was changed is named in the product's own log. */
export const auditCheckpointFunction = inngest.createFunction(
  { id: ID, triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step, logger }) => {
    const logs = await step.run('find', () => logsToCheckpoint());
    for (const workspaceId of logs) {
      try {
        const { problem } = await step.run(`sign-${workspaceId}`, async () =>
          writeCheckpoint(await createContext(workspaceId, { kind: 'job', name: ID }), new Date()),
        );
        if (problem) logger.error({ workspaceId, problem }, 'the audit log was changed: no checkpoint is signed');
      } catch (problem) {
        logger.error({ workspaceId, problem }, 'a checkpoint of the audit log could not be signed');
      }
    }
    return { logs: logs.length };
  },
);
