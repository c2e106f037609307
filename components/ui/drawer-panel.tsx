'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { cn } from './cn';
import { backdropStyles } from './dialog-styles';
import type { DrawerProps } from './drawer';
import { useOpenAfterMount } from './use-open-after-mount';

type DrawerPanelProps = DrawerProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** A drawer, around its trigger if it has one. */
export function DrawerPanel({
  trigger,
  open,
  onOpenChange,
  side = 'right',
  title,
  isTitleHidden = false,
  className,
  children,
}: DrawerPanelProps) {
  const isLeft = side === 'left';
  return (
    <Base.Root open={useOpenAfterMount(open)} onOpenChange={onOpenChange}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={backdropStyles} />
        <Base.Popup
          className={cn(
            'fixed inset-y-0 z-50 flex w-[min(88vw,420px)] flex-col overflow-y-auto border-border bg-raised shadow-dialog outline-none transition-transform duration-200 ease-calm',
            isLeft
              ? 'left-0 border-r data-starting-style:-translate-x-full data-ending-style:-translate-x-full'
              : 'right-0 border-l data-starting-style:translate-x-full data-ending-style:translate-x-full',
            className,
          )}
        >
          <header
            className={cn('flex items-center justify-between gap-3 px-4 pt-3', isTitleHidden && 'absolute right-0')}
          >
            <Base.Title className={cn('text-base font-medium', isTitleHidden && 'sr-only')}>{title}</Base.Title>
            <Base.Close
              aria-label="Close"
              className="grid size-8 shrink-0 place-items-center rounded-md text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-11"
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
