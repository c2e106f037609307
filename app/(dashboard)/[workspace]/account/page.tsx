import type { Metadata } from 'next';
import { AccountView } from '@/components/account/account-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Your account' };

type Props = { params: Promise<{ workspace: string }> };

export default async function AccountPage({ params }: Props) {
  const { workspace } = await params;
  await enterWorkspace(workspace);
  await Promise.all([prefetch(api.account.me.queryOptions()), prefetch(api.account.sessions.queryOptions())]);
  return (
    <HydrateClient>
      <AccountView />
    </HydrateClient>
  );
}
