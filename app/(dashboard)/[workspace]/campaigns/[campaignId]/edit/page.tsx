import type { Metadata } from 'next';
import { EditCampaignView } from '@/components/campaigns/edit-campaign-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Change a campaign' };

type Props = { params: Promise<{ workspace: string; campaignId: string }> };

export default async function EditCampaignPage({ params }: Props) {
  const { workspace, campaignId } = await params;
  await prefetch(api.campaigns.get.queryOptions({ workspace, campaignId }));
  return (
    <HydrateClient>
      <EditCampaignView campaignId={campaignId} />
    </HydrateClient>
  );
}
