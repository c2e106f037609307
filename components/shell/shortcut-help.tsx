'use client';

import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SCOPE_NAMES, scopesHereFirst, setSingleKeys, shortcutsOf, useSingleKeys } from '@/components/shortcuts';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { shortcutsClosedTo } from './navigation';

type ShortcutHelpProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Every key there is, those of the page one is on first, and the switch that turns single keys off. */
export function ShortcutHelp({ open, onOpenChange }: ShortcutHelpProps) {
  const areKeysOn = useSingleKeys();
  const [scopes] = useState(scopesHereFirst);
  const { person } = useWorkspace();
  const closed = shortcutsClosedTo(person.role);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" className="sm:w-[640px]">
      <Switch
        label="Single keys"
        hint="Switch them off if you type or speak to your computer and things happen. Keys with Ctrl or ⌘ stay on."
        checked={areKeysOn}
        onCheckedChange={setSingleKeys}
      />
      <div className="mt-5 gap-8 sm:columns-2">
        {scopes.map((scope) => (
          <section key={scope} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-xs text-fg-muted">{SCOPE_NAMES[scope]}</h3>
            <dl>
              {shortcutsOf(scope)
                .filter(({ id }) => !closed.has(id))
                .map(({ id, keys, label }) => (
                  <div
                    key={id}
                    className="flex min-h-8 items-center justify-between gap-4 border-b border-border text-table"
                  >
                    <dt>{label}</dt>
                    <dd className="flex items-center gap-1">
                      {keys.split(' ').map((key) => (
                        <Kbd key={key} keys={key} className="text-fg-muted" />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
