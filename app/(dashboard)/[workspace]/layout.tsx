import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { SIDEBAR_COOKIE } from '@/components/shell/sidebar-cookie';
import { createQueryClient } from '@/lib/trpc/query-client';
import { api, HydrateClient } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await enterWorkspace((await params).workspace);
  return { title: { default: name, template: `%s · ${name}` } };
}

export default async function WorkspaceLayout({ params, children }: Props) {
  const workspace = await enterWorkspace((await params).workspace);
  const isSidebarCollapsed = (await cookies()).get(SIDEBAR_COOKIE)?.value === 'collapsed';
  // All that the shell asks for travels with the page. Were it asked by the browser, its answers could come before the
  // rest of the page is taken over, and a part that shows the same would differ from what the server wrote. The shell
  // has a client of its own: the page is rendered meanwhile, and questions still open would come along for settled ones.
  const client = createQueryClient();
  const input = { workspace: workspace.slug };
  await Promise.all([
    client.prefetchQuery(api.account.me.queryOptions()),
    client.prefetchQuery(api.killSwitch.active.queryOptions(input)),
    client.prefetchQuery(api.review.count.queryOptions(input)),
    client.prefetchQuery(api.watching.open.queryOptions(input)),
    client.prefetchQuery(api.offers.toApprove.queryOptions(input)),
    client.prefetchQuery(api.campaigns.toApprove.queryOptions(input)),
    workspace.isDemo ? client.prefetchQuery(api.demo.progress.queryOptions(input)) : undefined,
  ]);
  return (
    <HydrateClient client={client}>
      <Shell workspace={workspace} isSidebarCollapsed={isSidebarCollapsed}>
        {children}
      </Shell>
    </HydrateClient>
  );
}
