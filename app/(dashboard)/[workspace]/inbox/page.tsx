import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ReviewInboxView } from '@/components/review/review-inbox-view';
import { askedReviews, loadReviewFilters } from '@/lib/review-filter-params';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Review inbox' };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function InboxPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const filters = await loadReviewFilters(searchParams);
  await prefetch(api.review.list.queryOptions({ workspace, ...askedReviews(filters) }));
  return (
    <HydrateClient>
      <ReviewInboxView />
    </HydrateClient>
  );
}
