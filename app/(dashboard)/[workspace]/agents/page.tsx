import type { Metadata } from 'next';
import { AgentsView } from '@/components/agents/agents-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Agents' };

type Props = { params: Promise<{ workspace: string }> };

export default async function AgentsPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.agents.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <AgentsView />
    </HydrateClient>
  );
}
