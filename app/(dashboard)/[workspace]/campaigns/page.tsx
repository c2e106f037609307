import type { Metadata } from 'next';
import { CampaignsView } from '@/components/campaigns/campaigns-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Campaigns' };

type Props = { params: Promise<{ workspace: string }> };

export default async function CampaignsPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.campaigns.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <CampaignsView />
    </HydrateClient>
  );
}
