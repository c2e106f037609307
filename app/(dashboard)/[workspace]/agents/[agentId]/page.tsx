import type { Metadata } from 'next';
import { AgentView } from '@/components/agents/agent-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Agent' };

type Props = { params: Promise<{ workspace: string; agentId: string }> };

export default async function AgentPage({ params }: Props) {
  const { workspace, agentId } = await params;
  await prefetch(api.agents.get.queryOptions({ workspace, agentId }));
  return (
    <HydrateClient>
      <AgentView agentId={agentId} />
    </HydrateClient>
  );
}
