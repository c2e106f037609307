import type { Metadata } from 'next';
import { PeopleView } from '@/components/people/people-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'People' };

type Props = { params: Promise<{ workspace: string }> };

export default async function PeoplePage({ params }: Props) {
  const { workspace } = await params;
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'settings.manage'))
    return <ForbiddenState role={person.role} right="settings.manage" what="The list of people" />;
  await Promise.all([
    prefetch(api.people.list.queryOptions({ workspace })),
    prefetch(api.people.invitations.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <PeopleView />
    </HydrateClient>
  );
}
