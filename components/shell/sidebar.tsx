'use client';

import { PanelLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Fragment, useEffect, useRef } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SHORTCUTS } from '@/components/shortcuts';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { Link } from '@/components/ui/link';
import { Tooltip } from '@/components/ui/tooltip';
import { entryAt, GROUP_NAMES, type NavigationEntry, navigationFor } from './navigation';
import { OpenReviews } from './open-reviews';
import { OpenUnusual } from './open-unusual';
import { ToApprove } from './to-approve';
import { WorkspaceSwitcher } from './workspace-switcher';

type SidebarProps = { isCollapsed: boolean; onToggle: () => void };

/** Navigation at the left of every page; shrinks to its icons. */
export function Sidebar({ isCollapsed, onToggle }: SidebarProps) {
  return (
    <aside
      data-print="hide"
      className={cn(
        'sticky top-0 flex h-dvh shrink-0 flex-col border-r border-border bg-bg transition-[width] duration-200 ease-calm max-md:hidden',
        isCollapsed ? 'w-14' : 'w-58',
      )}
    >
      <div className="flex h-13 items-center px-2">
        <WorkspaceSwitcher isCompact={isCollapsed} />
      </div>
      <Navigation isCompact={isCollapsed} />
      <div className={cn('border-t border-border p-2', !isCollapsed && 'flex justify-end')}>
        <IconButton
          label={isCollapsed ? 'Show the sidebar' : 'Hide the sidebar'}
          icon={<PanelLeft aria-hidden />}
          shortcut="Mod+B"
          tooltipSide="right"
          onClick={onToggle}
        />
      </div>
    </aside>
  );
}

/** The entries themselves, also inside the drawer of a phone. */
export function Navigation({ isCompact = false, onNavigate }: { isCompact?: boolean; onNavigate?: () => void }) {
  const { slug, person } = useWorkspace();
  const current = entryAt(usePathname(), slug);
  const entries = navigationFor(person.role);
  return (
    <nav aria-label="Main" className="scrollbar-thin flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-2">
      {entries.map((entry, index) => (
        <Fragment key={entry.path}>
          {entries[index - 1]?.group === entry.group ? null : (
            <GroupHeading group={entry.group} isCompact={isCompact} />
          )}
          <NavigationLink
            entry={entry}
            isCurrent={entry.path === current?.path}
            isCompact={isCompact}
            onNavigate={onNavigate}
          />
        </Fragment>
      ))}
    </nav>
  );
}

function GroupHeading({ group, isCompact }: { group: NavigationEntry['group']; isCompact: boolean }) {
  const name = GROUP_NAMES[group];
  if (!name) return null;
  if (isCompact) return <hr className="mx-2 my-2 border-0 border-t border-border" />;
  return <p className="px-2 pt-4 pb-1 text-xs text-fg-subtle">{name}</p>;
}

type NavigationLinkProps = {
  entry: NavigationEntry;
  isCurrent: boolean;
  isCompact: boolean;
  onNavigate?: () => void;
};

function NavigationLink({ entry, isCurrent, isCompact, onNavigate }: NavigationLinkProps) {
  const { to } = useWorkspace();
  const Icon = entry.icon;
  const element = useRef<HTMLAnchorElement>(null);
  // On a low screen the list scrolls: where one is stays in sight.
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const link = (
    <Link
      ref={element}
      href={to(entry.path)}
      onClick={onNavigate}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isCompact ? entry.label : undefined}
      className={cn(
        'relative flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2 text-sm text-fg-muted transition-colors duration-120 hover:bg-fg/5 hover:text-fg max-md:h-11 pointer-coarse:h-11',
        isCurrent && 'bg-surface font-medium text-fg shadow-card ring-1 ring-border hover:bg-surface dark:bg-raised',
        isCompact && 'justify-center px-0',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={isCurrent ? 2.1 : 1.8} />
      {isCompact ? null : <span className="flex-1 truncate">{entry.label}</span>}
      {entry.path === '/inbox' ? <OpenReviews isCompact={isCompact} /> : null}
      {entry.path === '/campaigns' ? <ToApprove of="campaigns" isCompact={isCompact} /> : null}
      {entry.path === '/offers' ? <ToApprove of="offers" isCompact={isCompact} /> : null}
      {entry.path === '/watching' ? <OpenUnusual isCompact={isCompact} /> : null}
    </Link>
  );
  if (!isCompact) return link;
  return (
    <Tooltip content={entry.label} side="right" shortcut={entry.shortcut ? SHORTCUTS[entry.shortcut].keys : undefined}>
      {link}
    </Tooltip>
  );
}
