'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { Menu, MenuHeading, MenuLink } from '@/components/ui/menu';
import { ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { BrandMark } from './brand-mark';

/** The workspace one is in, and the way to one's others. */
export function WorkspaceSwitcher({ isCompact = false }: { isCompact?: boolean }) {
  const workspace = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.account.me.queryOptions());
  const workspaces = data?.workspaces ?? [workspace];
  return (
    <Menu
      align="start"
      className="min-w-60"
      trigger={
        <button
          type="button"
          aria-label={`Workspace ${workspace.name}. Switch`}
          className={cn(
            'flex h-10 min-w-0 flex-1 items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-fg/5 data-popup-open:bg-fg/5',
            isCompact && 'justify-center px-0',
          )}
        >
          <BrandMark />
          {isCompact ? null : (
            <>
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate text-sm font-medium">{workspace.name}</span>
                <span className="truncate text-xs text-fg-muted">{ROLE_NAMES[workspace.person.role]}</span>
              </span>
              <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-fg-subtle" />
            </>
          )}
        </button>
      }
    >
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
    </Menu>
  );
}
