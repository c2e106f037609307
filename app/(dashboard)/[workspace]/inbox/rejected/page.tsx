import type { Metadata } from 'next';
import { RejectionsView } from '@/components/review/rejections-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'What reviewers rejected' };

type Props = { params: Promise<{ workspace: string }> };

export default async function RejectionsPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.review.rejections.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <RejectionsView />
    </HydrateClient>
  );
}
