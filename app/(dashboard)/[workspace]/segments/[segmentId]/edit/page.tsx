import type { Metadata } from 'next';
import { EditSegmentView } from '@/components/segments/edit-segment-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Change a segment' };

type Props = { params: Promise<{ workspace: string; segmentId: string }> };

export default async function EditSegmentPage({ params }: Props) {
  const { workspace, segmentId } = await params;
  await prefetch(api.segments.get.queryOptions({ workspace, segmentId }));
  return (
    <HydrateClient>
      <EditSegmentView segmentId={segmentId} />
    </HydrateClient>
  );
}
