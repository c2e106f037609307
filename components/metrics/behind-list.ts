import type { Totals } from '@/server/services/measurement';

type Query = {
  error: { message: string } | null;
  refetch: () => unknown;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  fetchNextPage: () => unknown;
  isFetchingNextPage: boolean;
};

/** Of a query that is read page by page, what a card of rows needs. */
export function listOf<Row>(query: Query, pages: readonly { items: Row[]; totals: Totals }[] | undefined) {
  return {
    rows: pages?.flatMap((page) => page.items),
    totals: pages?.[0]?.totals,
    error: query.error?.message ?? null,
    retry: () => void query.refetch(),
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    isLoadingMore: query.isFetchingNextPage,
  };
}
