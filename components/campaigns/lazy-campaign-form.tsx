'use client';

import dynamic from 'next/dynamic';
import { SkeletonLines } from '@/components/ui/skeleton';

/** The form of a campaign, loaded behind the page: with its selects, count and preview it is the heaviest there is. */
export const LazyCampaignForm = dynamic(() => import('./campaign-form').then((module) => module.CampaignForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={24} />,
});
