'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { cn } from './cn';

export const backdropStyles =
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-120 data-starting-style:opacity-0 data-ending-style:opacity-0';
export const dialogStyles = [
  'popup fixed top-1/2 left-1/2 z-50 flex max-h-[min(88dvh,720px)] w-[min(calc(100vw-32px),480px)] -translate-x-1/2 -translate-y-1/2 flex-col shadow-dialog',
  'max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:translate-y-0 max-sm:rounded-b-none',
].join(' ');

type DialogProps = {
  /** Opens it; leave out when `open` is held outside. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  /** What gets the focus when it opens; the first control unless told. */
  initialFocus?: RefObject<HTMLElement | null>;
  className?: string;
  children?: ReactNode;
};

/** A question or a short form over the page. Escape and a press outside close it. */
export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  footer,
  initialFocus,
  className,
  children,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
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

/** Closes the dialog around it: `<DialogClose render={<Button>Cancel</Button>} />`. */
export const DialogClose = Base.Close;
