import type { Metadata } from 'next';
import { ReplayedReceiptView } from '@/components/replay/replayed-receipt-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Replayed decision' };

type Props = { params: Promise<{ workspace: string; runId: string; decisionId: string }> };

export default async function ReplayedDecisionPage({ params }: Props) {
  const { workspace, runId, decisionId } = await params;
  await Promise.all([
    prefetch(api.replay.get.queryOptions({ workspace, runId })),
    prefetch(api.replay.receipt.queryOptions({ workspace, runId, decisionId })),
  ]);
  return (
    <HydrateClient>
      <ReplayedReceiptView runId={runId} decisionId={decisionId} />
    </HydrateClient>
  );
}
