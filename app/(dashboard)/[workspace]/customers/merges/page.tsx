import type { Metadata } from 'next';
import { MergesView } from '@/components/customers/merges-view';
import { api, HydrateClient, prefetchList } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Perhaps the same person' };

type Props = { params: Promise<{ workspace: string }> };

export default async function MergesPage({ params }: Props) {
  const { workspace } = await params;
  await prefetchList(
    api.merges.suggestions.infiniteQueryOptions({ workspace }, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <HydrateClient>
      <MergesView />
    </HydrateClient>
  );
}
