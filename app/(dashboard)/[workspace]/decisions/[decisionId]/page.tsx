import type { Metadata } from 'next';
import { DecisionView } from '@/components/decisions/decision-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Decision' };

type Props = { params: Promise<{ workspace: string; decisionId: string }> };

export default async function DecisionPage({ params }: Props) {
  const { workspace, decisionId } = await params;
  await prefetch(api.decisions.get.queryOptions({ workspace, decisionId }));
  return (
    <HydrateClient>
      <DecisionView decisionId={decisionId} />
    </HydrateClient>
  );
}
