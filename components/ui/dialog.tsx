'use client';

import { type ComponentProps, lazy, type ReactElement, type ReactNode, type RefObject } from 'react';
import type { DialogPanelClose } from './dialog-panel';
import { LazyOverlay } from './lazy-overlay';

const load = () => import('./dialog-panel');
const DialogPanel = lazy(async () => ({ default: (await load()).DialogPanel }));

export type DialogProps = {
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
export function Dialog(props: DialogProps) {
  return (
    <LazyOverlay
      kind="dialog"
      load={load}
      trigger={props.trigger}
      open={props.open}
      onOpenChange={props.onOpenChange}
      overlay={(state) => <DialogPanel {...props} {...state} />}
    />
  );
}

const Close = lazy(async () => ({ default: (await load()).DialogPanelClose }));

/** Closes the dialog around it: `<DialogClose render={<Button>Cancel</Button>} />`. */
export function DialogClose(props: ComponentProps<typeof DialogPanelClose>) {
  return <Close {...props} />;
}
