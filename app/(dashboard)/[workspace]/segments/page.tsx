import type { Metadata } from 'next';
import { SegmentsView } from '@/components/segments/segments-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Segments' };

type Props = { params: Promise<{ workspace: string }> };

export default async function SegmentsPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.segments.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <SegmentsView />
    </HydrateClient>
  );
}
