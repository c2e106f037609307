import type { Metadata } from 'next';
import { NoticesView } from '@/components/settings/notices-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Notices' };

type Props = { params: Promise<{ workspace: string }> };

export default async function NoticesPage({ params }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'settings.manage'))
    return <ForbiddenState role={person.role} right="settings.manage" what="The settings of notices" />;
  await prefetch(api.notices.settings.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <NoticesView />
    </HydrateClient>
  );
}
