import type { Metadata } from 'next';
import { DecisionsLogView } from '@/components/decisions/decisions-log-view';
import { askedOf, DECISION_PAGE, loadDecisionFilters } from '@/lib/decision-filter-params';
import { api, HydrateClient, prefetch, prefetchList } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Decisions' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DecisionsPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { now, timezone } = await enterWorkspace(workspace);
  const asked = askedOf(await loadDecisionFilters(searchParams), now, timezone);
  await Promise.all([
    prefetch(api.decisions.count.queryOptions({ workspace, ...asked })),
    prefetchList(
      api.decisions.list.infiniteQueryOptions(
        { workspace, limit: DECISION_PAGE, ...asked },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  ]);
  return (
    <HydrateClient>
      <DecisionsLogView />
    </HydrateClient>
  );
}
