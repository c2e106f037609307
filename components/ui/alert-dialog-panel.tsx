'use client';

import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import type { AlertDialogProps } from './alert-dialog';
import { Button } from './button';
import { backdropStyles, dialogStyles } from './dialog-styles';
import { useOpenAfterMount } from './use-open-after-mount';

type AlertDialogPanelProps = AlertDialogProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** The question, around what asks it if that is a trigger. */
export function AlertDialogPanel({
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
}: AlertDialogPanelProps) {
  return (
    <Base.Root open={useOpenAfterMount(open)} onOpenChange={onOpenChange}>
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
