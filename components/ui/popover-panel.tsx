'use client';

import { Popover as Base } from '@base-ui/react/popover';
import { cn } from './cn';
import type { PopoverProps } from './popover';
import { useOpenAfterMount } from './use-open-after-mount';

type PopoverPanelProps = PopoverProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** A popover around its trigger. */
export function PopoverPanel({
  trigger,
  open,
  onOpenChange,
  title,
  align = 'start',
  side = 'bottom',
  className,
  children,
}: PopoverPanelProps) {
  return (
    <Base.Root open={useOpenAfterMount(open)} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className={cn('popup max-w-[min(calc(100vw-16px),360px)] p-3 text-sm', className)}>
            {title ? <Base.Title className="mb-1.5 font-medium">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
