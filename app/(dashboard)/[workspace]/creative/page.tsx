import type { Metadata } from 'next';
import { CreativeView } from '@/components/creative/creative-view';
import { loadCreativeFilters } from '@/lib/creative-filter-params';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Creative' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CreativePage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const chosen = await loadCreativeFilters(searchParams);
  await prefetch(api.creative.list.queryOptions({ workspace, ...chosen }));
  return (
    <HydrateClient>
      <CreativeView />
    </HydrateClient>
  );
}
