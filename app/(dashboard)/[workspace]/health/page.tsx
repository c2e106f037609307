import type { Metadata } from 'next';
import { HealthView } from '@/components/health/health-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { chosenRange, type SearchParams } from '../chosen-range';

export const metadata: Metadata = { title: 'Service levels' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: SearchParams;
};

export default async function HealthPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { range } = await chosenRange(workspace, searchParams);
  await prefetch(api.health.levels.queryOptions({ workspace, range }));
  return (
    <HydrateClient>
      <HealthView />
    </HydrateClient>
  );
}
