import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { SIDEBAR_COOKIE } from '@/components/shell/sidebar-cookie';
import { enterWorkspace } from '@/server/auth/gate';

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await enterWorkspace((await params).workspace);
  return { title: { default: name, template: `%s · ${name}` } };
}

export default async function WorkspaceLayout({ params, children }: Props) {
  const workspace = await enterWorkspace((await params).workspace);
  const isSidebarCollapsed = (await cookies()).get(SIDEBAR_COOKIE)?.value === 'collapsed';
  return (
    <Shell workspace={workspace} isSidebarCollapsed={isSidebarCollapsed}>
      {children}
    </Shell>
  );
}
