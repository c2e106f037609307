import type { Metadata } from 'next';
import { ReviewInboxView } from '@/components/review/review-inbox-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Inbox' };

type Props = { params: Promise<{ workspace: string }> };

export default async function InboxPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.review.list.queryOptions({ workspace, limit: 50 }));
  return (
    <HydrateClient>
      <ReviewInboxView />
    </HydrateClient>
  );
}
