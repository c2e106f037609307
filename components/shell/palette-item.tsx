import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from '@/components/ui/kbd';

/** Entries of one kind under their name. */
export function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-fg-muted"
    >
      {children}
    </Command.Group>
  );
}

type PaletteItemProps = {
  icon: LucideIcon;
  keys?: string | undefined;
  onSelect: () => void;
  children: string;
  /** Where two entries may read alike. */
  id?: string;
  /** What it was found by elsewhere: it stays in the list, whatever it is called. */
  found?: string;
};

/** One thing to go to or do, with its keys. */
export function PaletteItem({ icon: Icon, keys, onSelect, children, id, found }: PaletteItemProps) {
  return (
    <Command.Item
      value={id ?? children}
      keywords={found === undefined ? [] : [found, children]}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover pointer-coarse:min-h-11"
    >
      <Icon aria-hidden className="size-4 text-fg-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? (
        <span className="flex gap-1 text-fg-muted">
          {keys.split(' ').map((key) => (
            <Kbd key={key} keys={key} />
          ))}
        </span>
      ) : null}
    </Command.Item>
  );
}
