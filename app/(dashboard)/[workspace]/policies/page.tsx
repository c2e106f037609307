import type { Metadata } from 'next';
import { PoliciesView } from '@/components/policies/policies-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Policies' };

type Props = { params: Promise<{ workspace: string }> };

export default async function PoliciesPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.policies.drafts.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <PoliciesView />
    </HydrateClient>
  );
}
