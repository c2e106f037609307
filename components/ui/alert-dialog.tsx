'use client';

import { lazy, type ReactElement, type ReactNode } from 'react';
import { LazyOverlay } from './lazy-overlay';

const load = () => import('./alert-dialog-panel');
const AlertDialogPanel = lazy(async () => ({ default: (await load()).AlertDialogPanel }));

export type AlertDialogProps = {
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
export function AlertDialog(props: AlertDialogProps) {
  return (
    <LazyOverlay
      kind="dialog"
      load={load}
      trigger={props.trigger}
      open={props.open}
      onOpenChange={props.onOpenChange}
      overlay={(state) => <AlertDialogPanel {...props} {...state} />}
    />
  );
}
