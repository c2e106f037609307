'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleQuestionMark, Menu as MenuIcon, Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { KillSwitchBanner } from '@/components/kill-switch/kill-switch-banner';
import { KillSwitchControl } from '@/components/kill-switch/kill-switch-control';
import { useWorkspace, WorkspaceProvider } from '@/components/layout/workspace-context';
import { KeysHeld, type ShortcutId, useHeldKeys, useShortcut } from '@/components/shortcuts';
import { Drawer } from '@/components/ui/drawer';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { useTRPC } from '@/lib/trpc/client';
import type { WorkspaceView } from '@/server/services/workspaces';
import { DemoHistoryBanner } from './demo-history-banner';
import { EnvironmentBadges } from './environment-badges';
import { NAVIGATION, navigationFor } from './navigation';
import { Navigation, Sidebar } from './sidebar';
import { rememberSidebar } from './sidebar-cookie';
import { UserMenu } from './user-menu';
import { WorkspaceSwitcher } from './workspace-switcher';

const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});
const ShortcutHelp = dynamic(() => import('./shortcut-help').then((module) => module.ShortcutHelp), {
  ssr: false,
  loading: () => <KeysHeld />,
});

const KillSwitchDialog = dynamic(
  () => import('@/components/kill-switch/kill-switch-dialog').then((module) => module.KillSwitchDialog),
  { ssr: false, loading: () => <KeysHeld /> },
);

type ShellProps = { workspace: WorkspaceView; isSidebarCollapsed: boolean; children: ReactNode };

/** What surrounds every page of a workspace. */
export function Shell({ workspace, isSidebarCollapsed, children }: ShellProps) {
  return (
    <WorkspaceProvider initial={workspace}>
      <Frame isSidebarCollapsed={isSidebarCollapsed}>{children}</Frame>
    </WorkspaceProvider>
  );
}

type Overlay = 'palette' | 'help' | 'killSwitch' | 'menu' | null;

function Frame({ isSidebarCollapsed, children }: { isSidebarCollapsed: boolean; children: ReactNode }) {
  const [isCollapsed, setCollapsed] = useState(isSidebarCollapsed);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const trpc = useTRPC();
  const { data: account } = useQuery(trpc.account.me.queryOptions());

  function toggleSidebar() {
    rememberSidebar(!isCollapsed);
    setCollapsed(!isCollapsed);
  }
  const showWhile = (name: Overlay) => (open: boolean) => setOverlay(open ? name : null);

  // What is typed while the palette is on its way is meant for its search, never for the page.
  const takeTyped = useHeldKeys(overlay === 'palette', () => setOverlay(null));

  useShortcut('palette.open', () => setOverlay('palette'));
  useShortcut('help.open', () => setOverlay('help'));
  useShortcut('sidebar.toggle', toggleSidebar);
  useShortcut('search.focus', focusSearch);

  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        data-print="hide"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-primary px-3 py-2 text-sm text-primary-fg focus-visible:translate-y-0"
      >
        Skip to content
      </a>
      {NAVIGATION.map(({ shortcut, path }) => (shortcut ? <GoTo key={path} shortcut={shortcut} path={path} /> : null))}
      <Sidebar isCollapsed={isCollapsed} onToggle={toggleSidebar} />
      <Drawer
        side="left"
        title="Navigation"
        isTitleHidden
        className="w-[min(82vw,300px)]"
        open={overlay === 'menu'}
        onOpenChange={showWhile('menu')}
      >
        <div className="flex h-15 items-center pr-14 pl-2">
          <WorkspaceSwitcher />
        </div>
        <Navigation onNavigate={() => setOverlay(null)} />
      </Drawer>
      <div className="flex min-w-0 flex-1 flex-col">
        <header
          data-print="hide"
          className="sticky top-0 z-20 flex h-13 items-center gap-2 border-b border-border bg-bg/85 px-2 backdrop-blur-md md:px-4"
        >
          <IconButton
            label="Menu"
            icon={<MenuIcon aria-hidden />}
            className="md:hidden"
            onClick={() => setOverlay('menu')}
          />
          <EnvironmentBadges />
          <div className="ml-auto flex items-center gap-1">
            <SearchButton onClick={() => setOverlay('palette')} />
            <IconButton
              label="Keyboard shortcuts"
              icon={<CircleQuestionMark aria-hidden />}
              shortcut="?"
              className="max-md:hidden"
              onClick={() => setOverlay('help')}
            />
            <KillSwitchControl onOpen={() => setOverlay('killSwitch')} />
            <UserMenu onShowShortcuts={() => setOverlay('help')} />
          </div>
        </header>
        <KillSwitchBanner onOpen={() => setOverlay('killSwitch')} />
        <DemoHistoryBanner />
        <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none [--sticky-top:3.25rem]">
          {children}
        </main>
      </div>
      {overlay === 'palette' ? (
        <CommandPalette
          open
          onOpenChange={showWhile('palette')}
          takeTyped={takeTyped}
          workspaces={account?.workspaces ?? []}
          onShowShortcuts={() => setOverlay('help')}
          onKillSwitch={() => setOverlay('killSwitch')}
        />
      ) : null}
      {overlay === 'killSwitch' ? <KillSwitchDialog open onOpenChange={showWhile('killSwitch')} /> : null}
      {overlay === 'help' ? <ShortcutHelp open onOpenChange={showWhile('help')} /> : null}
    </div>
  );
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[data-search]')?.focus();
}

/** One navigation key; acts for those whose role has the page. */
function GoTo({ shortcut, path }: { shortcut: ShortcutId; path: string }) {
  const { to, person } = useWorkspace();
  const router = useRouter();
  const isAllowed = navigationFor(person.role).some((entry) => entry.path === path);
  useShortcut(shortcut, () => router.push(to(path)), isAllowed);
  return null;
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-keyshortcuts="Control+K"
      className="flex h-8 items-center gap-2 rounded-md border border-border bg-surface px-2.5 text-table text-fg-muted shadow-card hover:text-fg max-md:border-0 max-md:bg-transparent max-md:shadow-none md:w-52 pointer-coarse:h-11"
    >
      <Search aria-hidden className="size-4" />
      <span className="max-md:sr-only">Search</span>
      <Kbd keys="Mod+K" className="ml-auto max-md:hidden" />
    </button>
  );
}
