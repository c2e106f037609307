import type { Metadata } from 'next';
import { AgentView } from '@/components/agents/agent-view';
import { CreativeAgentView } from '@/components/agents/creative-agent-view';
import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Agent' };

type Props = { params: Promise<{ workspace: string; agentId: string }> };

export default async function AgentPage({ params }: Props) {
  const { workspace, agentId } = await params;
  const isCreative = agentId === creativeCard.id;
  if (isCreative) await prefetch(api.creative.decisions.queryOptions({ workspace }));
  else await prefetch(api.agents.get.queryOptions({ workspace, agentId }));
  return <HydrateClient>{isCreative ? <CreativeAgentView /> : <AgentView agentId={agentId} />}</HydrateClient>;
}
