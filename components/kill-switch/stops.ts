'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { ChannelId } from '@/domain/channels/channel';
import { stopCovering } from '@/domain/decisions/stops';
import { useTRPC } from '@/lib/trpc/client';

/** A stop pressed in one window stands in all others this soon. */
const REFRESH_MS = 2_000;

/** The stops in force, kept up to date. */
export function useStops() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  return useQuery(
    trpc.killSwitch.active.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS }),
  );
}

type Stoppable = { agentId: string; chosen: { channel: ChannelId; campaignId?: string | null | undefined } | null };

/** Whether a kill switch that holds now covers a decision's message. */
export function useIsStopped({ agentId, chosen }: Stoppable): boolean {
  const stops = useStops();
  const { channel = null, campaignId } = chosen ?? {};
  return stopCovering(stops.data ?? [], { agentId, channel, campaignId }) !== null;
}
