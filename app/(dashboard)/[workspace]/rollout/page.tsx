import type { Metadata } from 'next';
import { RolloutView } from '@/components/rollout/rollout-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Rollout' };

type Props = { params: Promise<{ workspace: string }> };

export default async function RolloutPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.rollout.get.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <RolloutView />
    </HydrateClient>
  );
}
