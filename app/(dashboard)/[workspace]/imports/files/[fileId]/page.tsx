import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { FileView } from '@/components/imports/file-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Import of a file' };

type Props = { params: Promise<{ workspace: string; fileId: string }> };

export default async function FileImportPage({ params }: Props) {
  const { workspace, fileId: importId } = await params;
  if (!z.uuid().safeParse(importId).success) notFound();
  await prefetch(api.fileImports.get.queryOptions({ workspace, importId }));
  return (
    <HydrateClient>
      <FileView importId={importId} />
    </HydrateClient>
  );
}
