import type { Metadata } from 'next';
import { ImportsView } from '@/components/imports/imports-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Imports' };

type Props = { params: Promise<{ workspace: string }> };

export default async function ImportsPage({ params }: Props) {
  const { workspace } = await params;
  await Promise.all([
    prefetch(api.imports.list.queryOptions({ workspace })),
    prefetch(api.fileImports.list.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <ImportsView />
    </HydrateClient>
  );
}
