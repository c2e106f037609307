import type { ChannelId } from '../channels/channel';
import type { Snapshot } from './snapshot';

type Stop = Snapshot['stops'][number];

/** The stop that covers a message of this agent, campaign and channel, if any. */
export function stopCovering(
  stops: readonly Stop[],
  what: { agentId: string; channel: ChannelId | null; campaignId?: string | null | undefined },
): Stop | null {
  return (
    stops.find(
      (stop) =>
        stop.scope === 'workspace' ||
        (stop.scope === 'campaign' && stop.target === what.campaignId) ||
        (stop.scope === 'agent' && stop.target === what.agentId) ||
        (stop.scope === 'channel' && stop.target === what.channel),
    ) ?? null
  );
}
