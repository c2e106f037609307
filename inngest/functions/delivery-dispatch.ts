import { createContext } from '@/server/context';
import { dispatchDue, heldUntil, sendQuestions, workspacesWithDueMessages } from '@/server/services/delivery';
import { inngest } from '../client';
import type { EventPayloads } from '../events';
import { publish } from '../publish';

/** Messages a turn looks at: a few seconds' work, so that the clock it reads stays fresh. */
const TURN = 500;

async function dispatchTurn(workspaceId: string) {
  const ctx = await createContext(workspaceId, { kind: 'job', name: 'delivery-dispatch' });
  // First: somebody who has just signed up looks for it in their mail.
  await sendQuestions(ctx);
  return dispatchDue(ctx, { limit: TURN });
}

/** Longer than this, nobody waits for a quota or a provider: the sweep comes by every minute. */
const LONGEST_WAIT_MS = 60_000;
/** Waits of one run, which then hands over to the next: a number that sends slowly may take days. */
const WAITS = 40;

/**
 * Sends what a workspace has waiting, turn after turn until nothing is left that may leave now; waits where a sender's
 * quota asks for it.
 */
export const deliveryDispatchFunction = inngest.createFunction(
  {
    id: 'delivery-dispatch',
    triggers: [{ event: 'message/queued' }],
    concurrency: { limit: 1, key: 'event.data.workspaceId' },
    retries: 3,
  },
  async ({ event, step }) => {
    const { workspaceId } = event.data as EventPayloads['message/queued'];
    let turns = 0;
    for (let waits = 0; waits < WAITS; ) {
      turns += 1;
      const { remaining, resumeInMs } = await step.run(`turn-${turns}`, () => dispatchTurn(workspaceId));
      if (remaining) continue;
      if (resumeInMs === null || resumeInMs > LONGEST_WAIT_MS) return { turns };
      waits += 1;
      await step.sleep(`wait-${waits}`, Math.max(1_000, resumeInMs));
    }
    await step.sendEvent('go-on', { name: 'message/queued', data: { workspaceId } });
    return { turns };
  },
);

/** Finds messages whose time has come, and those a dead dispatcher left behind. */
export const deliverySweepFunction = inngest.createFunction(
  { id: 'delivery-sweep', triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const workspaces = await step.run('find', () => workspacesWithDueMessages());
    for (const workspaceId of workspaces) await step.run(`dispatch-${workspaceId}`, () => dispatchTurn(workspaceId));
    return { workspaces: workspaces.length };
  },
);

/** Waits until an approval can no longer be taken back, then has its message sent. The sweep finds it too, later. */
export const deliveryHoldFunction = inngest.createFunction(
  { id: 'delivery-hold', triggers: [{ event: 'message/held' }], retries: 0 },
  async ({ event, step }) => {
    const { workspaceId, decisionId } = event.data as EventPayloads['message/held'];
    const until = await step.run('until', async () => {
      const ctx = await createContext(workspaceId, { kind: 'job', name: 'delivery-hold' });
      return ctx.workspace.isVirtual ? null : heldUntil(ctx, decisionId);
    });
    if (!until) return { released: false };
    await step.sleepUntil('hold', until);
    await step.run('release', () => publish('message/queued', { workspaceId }));
    return { released: true };
  },
);
