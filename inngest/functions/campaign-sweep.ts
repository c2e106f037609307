import { createContext } from '@/server/context';
import { decideCampaigns } from '@/server/services/campaigns';
import { inngest } from '../client';
import type { EventPayloads } from '../events';
import { liveSweep } from './live-sweep';

/** Customers one turn looks at. */
const TURN = 5_000;

/** Decides what running campaigns say next: to those who begin, and to those whose day has come. */
export const campaignSweepFunction = liveSweep('campaign-sweep', '*/2 * * * *', (ctx) =>
  decideCampaigns(ctx, { limit: TURN }),
);

/** The same at once where a campaign was launched or resumed, or a segment moved; the sweep does what is left. */
export const campaignLaunchFunction = inngest.createFunction(
  {
    id: 'campaign-launch',
    triggers: [{ event: 'campaign/launched' }, { event: 'segment/entered' }, { event: 'segment/left' }],
    concurrency: { limit: 1, key: 'event.data.workspaceId' },
    retries: 1,
  },
  async ({ event }) => {
    const { workspaceId } = event.data as EventPayloads['campaign/launched'];
    const ctx = await createContext(workspaceId, { kind: 'job', name: 'campaign-launch' });
    return ctx.workspace.isVirtual ? { decided: 0 } : decideCampaigns(ctx, { limit: TURN });
  },
);
