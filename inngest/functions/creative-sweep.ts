import { createContext } from '@/server/context';
import { proposeTestsOfLaunched } from '@/server/services/campaigns';
import { creativeSweep } from '@/server/services/creative';
import { inngest } from '../client';
import type { EventPayloads } from '../events';
import { liveSweep } from './live-sweep';

/** Watches tests of words, and looks at what could be tested: after a launch, on a plateau, and once a week. */
export const creativeSweepFunction = liveSweep('creative-sweep', '41 * * * *', async (ctx) => {
  const launched = await proposeTestsOfLaunched(ctx);
  const { concluded, proposed } = await creativeSweep(ctx);
  return { concluded, proposed: proposed + launched.proposed };
});

/** Looks at the words of a campaign at once when it is launched; the sweep does what is left. */
export const creativeLaunchFunction = inngest.createFunction(
  {
    id: 'creative-launch',
    triggers: [{ event: 'campaign/launched' }],
    concurrency: { limit: 1, key: 'event.data.workspaceId' },
    retries: 1,
  },
  async ({ event }) => {
    const { workspaceId } = event.data as EventPayloads['campaign/launched'];
    const ctx = await createContext(workspaceId, { kind: 'job', name: 'creative-launch' });
    return ctx.workspace.isVirtual ? { proposed: 0 } : proposeTestsOfLaunched(ctx);
  },
);
