'use client';

import { lazy } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Avatar } from '@/components/ui/avatar';
import { LazyMenu } from './lazy-menu';

const UserMenuPopup = lazy(async () => ({ default: (await import('./user-menu-popup')).UserMenuPopup }));

/** The person, and behind it theme, single keys and the way out. */
export function UserMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const { person } = useWorkspace();
  const button = (
    <button
      type="button"
      aria-label={`Account of ${person.name}`}
      className="grid size-8 place-items-center rounded-full hover:bg-hover data-popup-open:bg-hover pointer-coarse:size-11"
    >
      <Avatar name={person.name} className="size-7 text-[11px]" />
    </button>
  );
  return (
    <LazyMenu
      button={button}
      menu={(trigger) => <UserMenuPopup trigger={trigger} onShowShortcuts={onShowShortcuts} />}
    />
  );
}
