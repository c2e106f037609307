'use client';

import { ChevronsUpDown } from 'lucide-react';
import { lazy } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { LazyOverlay } from '@/components/ui/lazy-overlay';
import { ROLE_NAMES } from '@/lib/format';
import { BrandMark } from './brand-mark';

const load = () => import('./workspace-menu');
const WorkspaceMenu = lazy(async () => ({ default: (await load()).WorkspaceMenu }));

/** The workspace one is in, and behind it the way to one's others. */
export function WorkspaceSwitcher({ isCompact = false }: { isCompact?: boolean }) {
  const workspace = useWorkspace();
  const button = (
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
  );
  return (
    <LazyOverlay
      kind="menu"
      load={load}
      trigger={button}
      overlay={(state) => <WorkspaceMenu trigger={button} {...state} />}
    />
  );
}
