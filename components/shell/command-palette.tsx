'use client';

import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { CircleSlash, Keyboard, LogOut, Moon, Plus, Search, Store, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SHORTCUTS } from '@/components/shortcuts';
import { backdropStyles } from '@/components/ui/dialog-styles';
import { Kbd } from '@/components/ui/kbd';
import { mayMakeWorkspace, type Role } from '@/domain/workspaces/permissions';
import { FoundCustomers } from './found-customers';
import { leave } from './leave';
import { navigationFor } from './navigation';
import { PaletteGroup, PaletteItem } from './palette-item';

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What was typed before the search had the focus; from then on it takes the keys itself. */
  takeTyped: () => string;
  workspaces: readonly { slug: string; name: string; role: Role }[];
  onShowShortcuts: () => void;
  onKillSwitch: () => void;
};

/** Everything one can go to or do from anywhere, by typing. Teaches the keys beside the words. */
export function CommandPalette({
  open,
  onOpenChange,
  takeTyped,
  workspaces,
  onShowShortcuts,
  onKillSwitch,
}: CommandPaletteProps) {
  const { slug, person, to, may } = useWorkspace();
  const mayFind = may('customers.read');
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const [query, setQuery] = useState('');
  function run(action: () => void) {
    onOpenChange(false);
    action();
  }
  const mayMake = mayMakeWorkspace(workspaces.map(({ role }) => role));
  const otherTheme = resolvedTheme === 'dark' ? 'light' : 'dark';
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyles} />
        <Dialog.Popup className="popup fixed top-[12vh] left-1/2 z-50 w-[min(calc(100vw-24px),600px)] -translate-x-1/2 overflow-hidden shadow-dialog">
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop>
            <div className="flex items-center gap-2.5 border-b border-border px-4">
              <Search aria-hidden className="size-4 text-fg-subtle" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                onFocus={() => {
                  const early = takeTyped();
                  if (early) setQuery((text) => text + early);
                }}
                placeholder={mayFind ? 'Find a page, a customer, something to do' : 'Find a page or something to do'}
                className="h-12 flex-1 bg-transparent text-base outline-none"
              />
              <Kbd keys="Esc" className="text-fg-muted" />
            </div>
            <Command.List className="scrollbar-thin max-h-[min(56vh,420px)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-fg-muted">
                {mayFind ? 'No page, command or customer is called that.' : 'No page or command is called that.'}
              </Command.Empty>
              <PaletteGroup heading="Go to">
                {navigationFor(person.role).map((entry) => (
                  <PaletteItem
                    key={entry.path}
                    icon={entry.icon}
                    keys={entry.shortcut ? SHORTCUTS[entry.shortcut].keys : undefined}
                    onSelect={() => run(() => router.push(to(entry.path)))}
                  >
                    {entry.label}
                  </PaletteItem>
                ))}
              </PaletteGroup>
              {mayFind ? <FoundCustomers query={query} onGo={run} /> : null}
              <PaletteGroup heading="Do">
                <PaletteItem icon={CircleSlash} onSelect={() => run(onKillSwitch)}>
                  Kill switch: stop or resume sending
                </PaletteItem>
                <PaletteItem
                  icon={otherTheme === 'dark' ? Moon : Sun}
                  onSelect={() => run(() => setTheme(otherTheme))}
                >{`Use the ${otherTheme} theme`}</PaletteItem>
                <PaletteItem icon={Keyboard} keys="?" onSelect={() => run(onShowShortcuts)}>
                  Show keyboard shortcuts
                </PaletteItem>
                <PaletteItem icon={LogOut} onSelect={() => run(() => void leave())}>
                  Sign out
                </PaletteItem>
              </PaletteGroup>
              {workspaces.length > 1 || mayMake ? (
                <PaletteGroup heading="Workspaces">
                  {workspaces
                    .filter((workspace) => workspace.slug !== slug)
                    .map((workspace) => (
                      <PaletteItem
                        key={workspace.slug}
                        icon={Store}
                        onSelect={() => run(() => router.push(`/${workspace.slug}`))}
                      >
                        {workspace.name}
                      </PaletteItem>
                    ))}
                  {mayMake ? (
                    <PaletteItem icon={Plus} onSelect={() => run(() => router.push('/new-workspace'))}>
                      New workspace
                    </PaletteItem>
                  ) : null}
                </PaletteGroup>
              ) : null}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
