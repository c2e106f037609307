import type { Metadata } from 'next';
import { ReplayView } from '@/components/replay/replay-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Replay' };

type Props = { params: Promise<{ workspace: string; runId: string }> };

export default async function ReplayPage({ params }: Props) {
  const { workspace, runId } = await params;
  await prefetch(api.replay.get.queryOptions({ workspace, runId }));
  return (
    <HydrateClient>
      <ReplayView runId={runId} />
    </HydrateClient>
  );
}
