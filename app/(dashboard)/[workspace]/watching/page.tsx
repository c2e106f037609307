import type { Metadata } from 'next';
import { WatchingView } from '@/components/watching/watching-view';
import { api, HydrateClient, prefetch, prefetchList } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Unusual' };

type Props = { params: Promise<{ workspace: string }> };

export default async function WatchingPage({ params }: Props) {
  const { workspace } = await params;
  await Promise.all([
    prefetch(api.watching.open.queryOptions({ workspace })),
    prefetchList(
      api.watching.past.infiniteQueryOptions({ workspace }, { getNextPageParam: (page) => page.nextCursor }),
    ),
  ]);
  return (
    <HydrateClient>
      <WatchingView />
    </HydrateClient>
  );
}
