import type { ChannelId } from '../channels/channel';
import type { Snapshot } from './snapshot';

/** What somebody has stopped: everything, or what is of one agent, channel or campaign. */
export type Stop = Snapshot['stops'][number];

/**
 * Who pulled a stop: somebody, or the product itself on a volume nobody expected (domain/autonomy/surge.ts), on a
 * compliance violation during a rollout (domain/rollout) or at the word of a provider that a person has to look at.
 */
export const STOP_CAUSES = ['person', 'anomaly', 'violation', 'provider'] as const;
export type StopCause = (typeof STOP_CAUSES)[number];

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
