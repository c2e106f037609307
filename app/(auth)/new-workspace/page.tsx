import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { MayNotMake, NewWorkspaceView } from '@/components/account/new-workspace-view';
import { mayMakeWorkspace } from '@/domain/workspaces/permissions';
import { api, prefetched } from '@/lib/trpc/server';
import { workspacesOfVisitor } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'New workspace' };

export default async function NewWorkspacePage() {
  if (!(await workspacesOfVisitor())) redirect('/sign-in?next=%2Fnew-workspace');
  const me = await prefetched(api.account.me.queryOptions());
  return mayMakeWorkspace((me?.workspaces ?? []).map(({ role }) => role)) ? <NewWorkspaceView /> : <MayNotMake />;
}
