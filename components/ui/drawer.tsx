'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn';
import { backdropStyles } from './dialog';

type DrawerProps = {
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'left' | 'right';
  title: ReactNode;
  /** Leaves the title to screen readers, where the content names itself. */
  isTitleHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** A panel from the side: navigation on a phone, details beside a list. */
export function Drawer({
  trigger,
  open,
  onOpenChange,
  side = 'right',
  title,
  isTitleHidden = false,
  className,
  children,
}: DrawerProps) {
  const isLeft = side === 'left';
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
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
