import type { Metadata } from 'next';
import { ExperimentsView } from '@/components/experiments/experiments-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Experiments' };

type Props = { params: Promise<{ workspace: string }> };

export default async function ExperimentsPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.experiments.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <ExperimentsView />
    </HydrateClient>
  );
}
