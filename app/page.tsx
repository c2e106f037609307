import { redirect } from 'next/navigation';
import { NoWorkspace } from '@/components/account/no-workspace';
import { workspacesOfVisitor } from '@/server/auth/gate';

export default async function Root() {
  const slugs = await workspacesOfVisitor();
  if (!slugs) redirect('/sign-in');
  if (!slugs[0]) return <NoWorkspace />;
  redirect(`/${slugs[0]}`);
}
