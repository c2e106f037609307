'use client';

import { lazy } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Avatar } from '@/components/ui/avatar';
import { LazyOverlay } from '@/components/ui/lazy-overlay';

const load = () => import('./user-menu-popup');
const UserMenuPopup = lazy(async () => ({ default: (await load()).UserMenuPopup }));

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
    <LazyOverlay
      kind="menu"
      load={load}
      trigger={button}
      overlay={(state) => <UserMenuPopup trigger={button} onShowShortcuts={onShowShortcuts} {...state} />}
    />
  );
}
