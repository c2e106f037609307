import { processWorkspace, workspacesWithPending } from '@/server/services/events';
import { inngest } from '../client';
import type { EventPayloads } from '../events';

/** Folds what a workspace has received; one turn at a time per workspace. */
export const eventsProcessFunction = inngest.createFunction(
  {
    id: 'events-process',
    triggers: [{ event: 'events/received' }],
    concurrency: { limit: 1, key: 'event.data.workspaceId' },
    retries: 3,
  },
  ({ event }) => processWorkspace((event.data as EventPayloads['events/received']).workspaceId),
);

/** Finds events whose announcement was lost. */
export const eventsSweepFunction = inngest.createFunction(
  { id: 'events-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const workspaces = await step.run('find', () => workspacesWithPending());
    for (const workspaceId of workspaces) await step.run(`process-${workspaceId}`, () => processWorkspace(workspaceId));
    return { workspaces: workspaces.length };
  },
);
