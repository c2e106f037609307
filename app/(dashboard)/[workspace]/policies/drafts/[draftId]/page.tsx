import type { Metadata } from 'next';
import { DraftView } from '@/components/policies/draft-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Policy draft' };

type Props = { params: Promise<{ workspace: string; draftId: string }> };

export default async function PolicyDraftPage({ params }: Props) {
  const { workspace, draftId } = await params;
  await Promise.all([
    prefetch(api.policies.forms.queryOptions({ workspace })),
    prefetch(api.policies.draft.queryOptions({ workspace, draftId })),
  ]);
  return (
    <HydrateClient>
      <DraftView draftId={draftId} />
    </HydrateClient>
  );
}
