import type { Metadata } from 'next';
import { NewCampaignView } from '@/components/campaigns/new-campaign-view';

export const metadata: Metadata = { title: 'New campaign' };

export default function NewCampaignPage() {
  return <NewCampaignView />;
}
