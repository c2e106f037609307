import type { Metadata } from 'next';
import { RoiView } from '@/components/scorecard/roi-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { chosenRange, type SearchParams } from '../../chosen-range';

export const metadata: Metadata = { title: 'Return on investment' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: SearchParams;
};

export default async function RoiPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { range } = await chosenRange(workspace, searchParams);
  await prefetch(api.measurement.roi.queryOptions({ workspace, range }));
  return (
    <HydrateClient>
      <RoiView />
    </HydrateClient>
  );
}
