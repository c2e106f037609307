import type { Metadata } from 'next';
import { RequestsView } from '@/components/privacy/requests-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { askedRequests, loadRequestFilters, REQUEST_PAGE } from '@/lib/privacy-filter-params';
import { api, HydrateClient, prefetch, prefetchList } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Privacy requests' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PrivacyRequestsPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'privacy.manage'))
    return <ForbiddenState role={person.role} right="privacy.manage" what="The list of privacy requests" />;
  const asked = askedRequests(await loadRequestFilters(searchParams));
  await Promise.all([
    prefetch(api.privacy.counts.queryOptions({ workspace })),
    prefetchList(
      api.privacy.list.infiniteQueryOptions(
        { workspace, limit: REQUEST_PAGE, ...asked },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  ]);
  return (
    <HydrateClient>
      <RequestsView />
    </HydrateClient>
  );
}
