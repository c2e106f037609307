'use client';

import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useWorkspace } from '@/components/layout/workspace-context';
import { setSingleKeys, useSingleKeys } from '@/components/shortcuts';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLink, type MenuProps, MenuSeparator } from '@/components/ui/menu';
import { ROLE_NAMES } from '@/lib/format';
import { leave } from './leave';

type UserMenuPopupProps = Pick<MenuProps, 'trigger' | 'open' | 'onOpenChange'> & { onShowShortcuts: () => void };

/** Theme, single keys, one's account, sign out. */
export function UserMenuPopup({ onShowShortcuts, ...menu }: UserMenuPopupProps) {
  const { person, slug } = useWorkspace();
  const { theme, setTheme } = useTheme();
  const areKeysOn = useSingleKeys();
  return (
    <Menu {...menu} className="min-w-60">
      <div className="px-2 pt-1.5 pb-2">
        <p className="truncate font-medium">{person.name}</p>
        <p className="text-xs text-fg-muted">{ROLE_NAMES[person.role]}</p>
      </div>
      <MenuSeparator />
      <MenuHeading>Theme</MenuHeading>
      <MenuChoice
        label="Theme"
        value={theme ?? 'system'}
        onValueChange={setTheme}
        options={[
          { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
          { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
          { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
        ]}
      />
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden />} shortcut="?" onClick={onShowShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden />} onClick={() => setSingleKeys(!areKeysOn)}>
        {areKeysOn ? 'Switch single keys off' : 'Switch single keys on'}
      </MenuItem>
      <MenuSeparator />
      <MenuLink href={`/${slug}/account`} icon={<UserRound aria-hidden />}>
        Your account
      </MenuLink>
      <MenuItem icon={<LogOut aria-hidden />} onClick={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
