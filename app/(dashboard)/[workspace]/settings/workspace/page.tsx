import type { Metadata } from 'next';
import { WorkspaceView } from '@/components/settings/workspace-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Workspace' };

type Props = { params: Promise<{ workspace: string }> };

export default async function WorkspacePage({ params }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'settings.manage'))
    return <ForbiddenState role={person.role} right="settings.manage" what="The name and brand of the workspace" />;
  await prefetch(api.workspaces.settings.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <WorkspaceView />
    </HydrateClient>
  );
}
