import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { RequestView } from '@/components/privacy/request-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Privacy request' };

type Props = { params: Promise<{ workspace: string; requestId: string }> };

export default async function PrivacyRequestPage({ params }: Props) {
  const { workspace, requestId } = await params;
  if (!z.uuid().safeParse(requestId).success) notFound();
  const { person } = await enterWorkspace(workspace);
  if (!roleMay(person.role, 'privacy.manage'))
    return <ForbiddenState role={person.role} right="privacy.manage" what="Privacy requests" />;
  await prefetch(api.privacy.get.queryOptions({ workspace, requestId }));
  return (
    <HydrateClient>
      <RequestView requestId={requestId} />
    </HydrateClient>
  );
}
