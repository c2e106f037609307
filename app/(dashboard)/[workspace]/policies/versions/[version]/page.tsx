import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { VersionView } from '@/components/policies/version-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

type Props = { params: Promise<{ workspace: string; version: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Policy version ${(await params).version}` };
}

export default async function PolicyVersionPage({ params }: Props) {
  const { workspace, version } = await params;
  if (!/^[1-9]\d{0,8}$/.test(version)) notFound();
  await Promise.all([
    prefetch(api.policies.forms.queryOptions({ workspace })),
    prefetch(api.policies.version.queryOptions({ workspace, version: Number(version) })),
  ]);
  return (
    <HydrateClient>
      <VersionView version={Number(version)} />
    </HydrateClient>
  );
}
