import type { Metadata } from 'next';
import { HomeView } from '@/components/home/home-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { chosenRange, type SearchParams } from './chosen-range';

export const metadata: Metadata = { title: 'Home' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: SearchParams;
};

export default async function HomePage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { range, compare } = await chosenRange(workspace, searchParams);
  await Promise.all([
    prefetch(api.measurement.kpis.queryOptions({ workspace, range, compare })),
    prefetch(api.workspaces.firstSteps.queryOptions({ workspace })),
    prefetch(api.watching.open.queryOptions({ workspace })),
    prefetch(api.measurement.trends.queryOptions({ workspace, range })),
  ]);
  return (
    <HydrateClient>
      <HomeView />
    </HydrateClient>
  );
}
