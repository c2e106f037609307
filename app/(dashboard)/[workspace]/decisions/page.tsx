import type { Metadata } from 'next';
import { DecisionsLogView } from '@/components/decisions/decisions-log-view';
import { askedOf, loadDecisionFilters } from '@/lib/decision-filter-params';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
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
  await prefetch(api.decisions.count.queryOptions({ workspace, ...asked }));
  return (
    <HydrateClient>
      <DecisionsLogView />
    </HydrateClient>
  );
}
