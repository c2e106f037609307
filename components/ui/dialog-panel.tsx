'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { cn } from './cn';
import type { DialogProps } from './dialog';
import { backdropStyles, dialogStyles } from './dialog-styles';
import { useOpenAfterMount } from './use-open-after-mount';

type DialogPanelProps = DialogProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** A dialog, around its trigger if it has one. */
export function DialogPanel({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  footer,
  initialFocus,
  className,
  children,
}: DialogPanelProps) {
  return (
    <Base.Root open={useOpenAfterMount(open)} onOpenChange={onOpenChange}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={backdropStyles} />
        <Base.Popup initialFocus={initialFocus} className={cn(dialogStyles, className)}>
          <header className="py-4 pr-14 pl-5">
            <Base.Title className="text-base font-medium">{title}</Base.Title>
            {description ? (
              <Base.Description className="mt-1 text-sm text-fg-muted">{description}</Base.Description>
            ) : null}
          </header>
          {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-0.5 pb-5">{children}</div> : null}
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">{footer}</footer>
          ) : null}
          {/* Last, so that the focus goes to what the dialog asks for. */}
          <Base.Close
            aria-label="Close"
            className="absolute top-3 right-3 grid size-8 place-items-center rounded-md text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-11"
          >
            <X aria-hidden className="size-4" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const DialogPanelClose = Base.Close;
