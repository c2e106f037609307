'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { Menu, MenuHeading, MenuLink, type MenuProps, MenuSeparator } from '@/components/ui/menu';
import { mayMakeWorkspace } from '@/domain/workspaces/permissions';
import { useTRPC } from '@/lib/trpc/client';

/** The way to one's other workspaces, and to a new one for who may make it. */
export function WorkspaceMenu(menu: Pick<MenuProps, 'trigger' | 'open' | 'onOpenChange'>) {
  const workspace = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.account.me.queryOptions());
  const workspaces = data?.workspaces ?? [workspace];
  return (
    <Menu {...menu} align="start" className="min-w-60">
      <MenuHeading>Workspaces</MenuHeading>
      {workspaces.map(({ slug, name }) => (
        <MenuLink
          key={slug}
          href={`/${slug}`}
          icon={<Check aria-hidden className={cn(slug !== workspace.slug && 'invisible')} />}
        >
          {name}
        </MenuLink>
      ))}
      {mayMakeWorkspace((data?.workspaces ?? []).map(({ role }) => role)) ? (
        <>
          <MenuSeparator />
          <MenuLink href="/new-workspace" icon={<Plus aria-hidden />}>
            New workspace
          </MenuLink>
        </>
      ) : null}
    </Menu>
  );
}
