import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ImportView } from '@/components/imports/import-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Import' };

type Props = { params: Promise<{ workspace: string; importId: string }> };

export default async function ImportPage({ params }: Props) {
  const { workspace, importId } = await params;
  if (!z.uuid().safeParse(importId).success) notFound();
  await prefetch(api.imports.get.queryOptions({ workspace, importId }));
  return (
    <HydrateClient>
      <ImportView importId={importId} />
    </HydrateClient>
  );
}
