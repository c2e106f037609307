import type { Metadata } from 'next';
import { ChannelsView } from '@/components/channels/channels-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Channels' };

type Props = { params: Promise<{ workspace: string }> };

export default async function ChannelsPage({ params }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'settings.manage'))
    return <ForbiddenState role={person.role} right="settings.manage" what="The settings of channels" />;
  await Promise.all([
    prefetch(api.providers.list.queryOptions({ workspace })),
    prefetch(api.providers.templates.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <ChannelsView />
    </HydrateClient>
  );
}
