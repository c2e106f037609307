import { createContext } from '@/server/context';
import { processReports, workspacesWithDueReports } from '@/server/services/webhooks';
import { inngest } from '../client';
import type { EventPayloads } from '../events';

/** Reports a turn works in. */
const TURN = 500;

async function processTurn(workspaceId: string) {
  const ctx = await createContext(workspaceId, { kind: 'job', name: 'webhooks-process' });
  return processReports(ctx, { limit: TURN });
}

/** Works in what providers told a workspace, turn after turn; one at a time per workspace. */
export const webhooksProcessFunction = inngest.createFunction(
  {
    id: 'webhooks-process',
    triggers: [{ event: 'webhook/received' }],
    concurrency: { limit: 1, key: 'event.data.workspaceId' },
    retries: 3,
  },
  async ({ event, step }) => {
    const { workspaceId } = event.data as EventPayloads['webhook/received'];
    let turns = 0;
    let remaining = true;
    while (remaining) {
      turns += 1;
      ({ remaining } = await step.run(`turn-${turns}`, () => processTurn(workspaceId)));
    }
    return { turns };
  },
);

/** Finds reports whose announcement was lost, and those whose message was not known before. */
export const webhooksSweepFunction = inngest.createFunction(
  { id: 'webhooks-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const workspaces = await step.run('find', () => workspacesWithDueReports());
    for (const workspaceId of workspaces) await step.run(`process-${workspaceId}`, () => processTurn(workspaceId));
    return { workspaces: workspaces.length };
  },
);
