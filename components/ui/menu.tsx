'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from './cn';
import { Kbd } from './kbd';
import { useOpenAfterMount } from './use-open-after-mount';

const itemStyles =
  'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-fg-muted';

export type MenuProps = {
  trigger: ReactElement<Record<string, unknown>>;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  open: boolean;
  onOpenChange: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

/** Actions behind a button; as part of a `<LazyOverlay>`, which loads it and holds whether it is open. */
export function Menu({ trigger, open, onOpenChange, align = 'end', side = 'bottom', className, children }: MenuProps) {
  return (
    <Base.Root open={useOpenAfterMount(open)} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={cn('popup min-w-44 p-1', className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = Omit<ComponentProps<typeof Base.Item>, 'className'> & {
  icon?: ReactNode;
  shortcut?: string;
  isDanger?: boolean;
};

export function MenuItem({ icon, shortcut, isDanger = false, children, ...props }: MenuItemProps) {
  return (
    <Base.Item {...props} className={cn(itemStyles, isDanger && 'text-bad [&_svg]:text-bad')}>
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut ? <Kbd keys={shortcut} className="text-fg-muted" /> : null}
    </Base.Item>
  );
}

export function MenuLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Base.Item render={<Link href={href} />} className={itemStyles}>
      {icon}
      <span className="flex-1">{children}</span>
    </Base.Item>
  );
}

type MenuChoiceProps = {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: string; icon?: ReactNode }[];
};

/** One of a few inside a menu, the chosen one ticked. */
export function MenuChoice({ label, value, onValueChange, options }: MenuChoiceProps) {
  return (
    <Base.RadioGroup aria-label={label} value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={itemStyles}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-1 text-xs text-fg-muted">{children}</div>;
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-border" />;
}
