import type { Metadata } from 'next';
import { SuppressionsView } from '@/components/suppressions/suppressions-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { askedSuppressions, loadSuppressionFilters, SUPPRESSION_PAGE } from '@/lib/suppression-filter-params';
import { api, HydrateClient, prefetchList } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Suppression list' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SuppressionsPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'suppressions.read'))
    return <ForbiddenState role={person.role} right="suppressions.read" what="The suppression list" />;
  const asked = askedSuppressions(await loadSuppressionFilters(searchParams));
  await prefetchList(
    api.suppressions.list.infiniteQueryOptions(
      { workspace, limit: SUPPRESSION_PAGE, ...asked },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  return (
    <HydrateClient>
      <SuppressionsView />
    </HydrateClient>
  );
}
