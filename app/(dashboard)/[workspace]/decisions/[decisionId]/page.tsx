import type { Metadata } from 'next';
import { DecisionView } from '@/components/decisions/decision-view';
import { api, HydrateClient, prefetch, prefetched } from '@/lib/trpc/server';

type Props = { params: Promise<{ workspace: string; decisionId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const decision = await prefetched(api.decisions.get.queryOptions(await params));
  return { title: decision?.customer.name ? `Decision about ${decision.customer.name}` : 'Decision' };
}

export default async function DecisionPage({ params }: Props) {
  const { workspace, decisionId } = await params;
  await prefetch(api.decisions.get.queryOptions({ workspace, decisionId }));
  return (
    <HydrateClient>
      <DecisionView decisionId={decisionId} />
    </HydrateClient>
  );
}
