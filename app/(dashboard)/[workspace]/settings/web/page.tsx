import type { Metadata } from 'next';
import { WebView } from '@/components/settings/web-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Web' };

type Props = { params: Promise<{ workspace: string }> };

export default async function WebPage({ params }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'settings.manage'))
    return <ForbiddenState role={person.role} right="settings.manage" what="What pages may ask" />;
  await prefetch(api.web.site.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <WebView />
    </HydrateClient>
  );
}
