import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { VerdictHistoryView } from '@/components/review/verdict-history-view';
import { api, HydrateClient, prefetch, prefetchList } from '@/lib/trpc/server';
import { askedVerdicts, loadVerdictFilters, VERDICT_PAGE } from '@/lib/verdict-filter-params';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'What reviewers decided' };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function VerdictHistoryPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { now, timezone } = await enterWorkspace(workspace);
  const asked = askedVerdicts(await loadVerdictFilters(searchParams), now, timezone);
  await Promise.all([
    prefetch(api.review.historyFigures.queryOptions({ workspace, ...asked })),
    prefetchList(
      api.review.history.infiniteQueryOptions(
        { workspace, limit: VERDICT_PAGE, ...asked },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  ]);
  return (
    <HydrateClient>
      <VerdictHistoryView />
    </HydrateClient>
  );
}
