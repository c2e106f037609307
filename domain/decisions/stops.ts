import type { ChannelId } from '../channels/channel';
import type { Snapshot } from './snapshot';

type Stop = Snapshot['stops'][number];

/** The stop that covers a message of this agent and channel, if any. */
export function stopCovering(
  stops: readonly Stop[],
  what: { agentId: string; channel: ChannelId | null },
): Stop | null {
  return (
    stops.find(
      (stop) =>
        stop.scope === 'workspace' ||
        (stop.scope === 'agent' && stop.target === what.agentId) ||
        (stop.scope === 'channel' && stop.target === what.channel),
    ) ?? null
  );
}
