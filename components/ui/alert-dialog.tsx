'use client';

import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './button';
import { backdropStyles, dialogStyles } from './dialog';

type AlertDialogProps = {
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The question: "Revoke this key?" */
  title: string;
  /** What follows from it, and whether it can be undone. */
  description: ReactNode;
  /** What the button does, as a verb: "Revoke key". */
  confirmLabel: string;
  isDanger?: boolean;
  pending?: boolean;
  disabledReason?: string;
  onConfirm: () => void;
  children?: ReactNode;
};

/** Asks before something that cannot simply be undone. Only its buttons and Escape close it. */
export function AlertDialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  isDanger = true,
  pending,
  disabledReason,
  onConfirm,
  children,
}: AlertDialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={backdropStyles} />
        <Base.Popup className={dialogStyles}>
          <div className="flex min-h-0 flex-col gap-1.5 overflow-y-auto px-5 pt-4 pb-5">
            <Base.Title className="text-base font-medium">{title}</Base.Title>
            <Base.Description render={<div />} className="text-sm text-fg-muted">
              {description}
            </Base.Description>
            {children ? <div className="mt-3">{children}</div> : null}
          </div>
          <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">
            <Base.Close render={<Button>Cancel</Button>} />
            <Button
              variant={isDanger ? 'danger' : 'primary'}
              pending={pending}
              disabledReason={disabledReason}
              onClick={onConfirm}
            >
              {confirmLabel}
            </Button>
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
