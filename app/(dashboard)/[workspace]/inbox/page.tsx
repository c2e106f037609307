import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ReviewInboxView } from '@/components/review/review-inbox-view';
import { askedReviews, loadReviewFilters, loadSelection } from '@/lib/review-filter-params';
import { api, HydrateClient, prefetch, prefetched } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Review inbox' };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function InboxPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const [filters, { sel }] = await Promise.all([loadReviewFilters(searchParams), loadSelection(searchParams)]);
  const listed = prefetched(api.review.list.queryOptions({ workspace, ...askedReviews(filters) }));
  // The decision that will be on screen comes with the page: it is what the person is here to read.
  const onScreen = sel ?? (await listed)?.items[0]?.id;
  await Promise.all([
    listed,
    onScreen ? prefetch(api.review.get.queryOptions({ workspace, decisionId: onScreen })) : null,
  ]);
  return (
    <HydrateClient>
      <ReviewInboxView />
    </HydrateClient>
  );
}
