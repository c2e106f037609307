import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { navigationFor } from '@/components/shell/navigation';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Settings' };

type Props = { params: Promise<{ workspace: string }> };

/** Leads to the first page of the settings that the reader's role opens. */
export default async function SettingsPage({ params }: Props) {
  const { slug, person } = await enterWorkspace((await params).workspace);
  const first = navigationFor(person.role).find(({ path }) => path.startsWith('/settings/'));
  if (first) redirect(`/${slug}${first.path}`);
  return <ForbiddenState role={person.role} right="settings.manage" what="This part" />;
}
