import type { Metadata } from 'next';
import { SegmentView } from '@/components/segments/segment-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Segment' };

type Props = { params: Promise<{ workspace: string; segmentId: string }> };

export default async function SegmentPage({ params }: Props) {
  const { workspace, segmentId } = await params;
  await prefetch(api.segments.get.queryOptions({ workspace, segmentId }));
  return (
    <HydrateClient>
      <SegmentView segmentId={segmentId} />
    </HydrateClient>
  );
}
