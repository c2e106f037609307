import type { Metadata } from 'next';
import { WriteKeysView } from '@/components/settings/write-keys-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Write keys' };

type Props = { params: Promise<{ workspace: string }> };

export default async function WriteKeysPage({ params }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'settings.manage'))
    return <ForbiddenState role={person.role} right="settings.manage" what="The list of write keys" />;
  await prefetch(api.writeKeys.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <WriteKeysView />
    </HydrateClient>
  );
}
