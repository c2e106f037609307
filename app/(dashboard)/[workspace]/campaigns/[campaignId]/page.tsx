import type { Metadata } from 'next';
import { CampaignView } from '@/components/campaigns/campaign-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Campaign' };

type Props = { params: Promise<{ workspace: string; campaignId: string }> };

export default async function CampaignPage({ params }: Props) {
  const { workspace, campaignId } = await params;
  await prefetch(api.campaigns.get.queryOptions({ workspace, campaignId }));
  return (
    <HydrateClient>
      <CampaignView campaignId={campaignId} />
    </HydrateClient>
  );
}
