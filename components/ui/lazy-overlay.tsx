'use client';

import { mergeProps } from '@base-ui/react/merge-props';
import {
  cloneElement,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  startTransition,
  useState,
} from 'react';
import { KeysHeld } from '@/components/shortcuts';

type OverlayState = { open: boolean; onOpenChange: (open: boolean) => void };

type LazyOverlayProps = {
  kind: 'dialog' | 'menu' | 'listbox';
  /** Fetches the code of the overlay, or does nothing when it is here. */
  load: () => Promise<unknown>;
  /** What opens it; left out where the page does. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The overlay, around its trigger if it has one. */
  overlay: (state: OverlayState) => ReactNode;
};

/**
 * Something over the page whose code is loaded by its first opening, and ahead of it when the pointer or the focus
 * comes to its trigger. Until then the trigger stands alone.
 */
export function LazyOverlay({ kind, load, trigger, open, onOpenChange, overlay }: LazyOverlayProps) {
  const [isOpenHere, setOpenHere] = useState(false);
  const isOpen = open ?? isOpenHere;
  const [isWanted, setWanted] = useState(isOpen);
  if (isOpen && !isWanted) setWanted(true);

  function change(next: boolean) {
    setOpenHere(next);
    onOpenChange?.(next);
  }
  function openFirst() {
    // The trigger stays, and keeps the focus, while the code is on its way.
    startTransition(() => {
      setWanted(true);
      change(true);
    });
  }
  function loadAhead() {
    // What fails here is asked for again, and reported, by the opening itself.
    load().catch(() => {});
  }
  function openByArrow(event: KeyboardEvent) {
    if (kind === 'dialog' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    openFirst();
  }

  if (isWanted) {
    const waiting = (
      <>
        {trigger}
        {isOpen ? <KeysHeld onEscape={() => change(false)} /> : null}
      </>
    );
    return <Suspense fallback={waiting}>{overlay({ open: isOpen, onOpenChange: change })}</Suspense>;
  }
  if (!trigger) return null;
  const own = {
    'aria-haspopup': kind,
    'aria-expanded': false,
    onClick: openFirst,
    onKeyDown: openByArrow,
    onPointerEnter: loadAhead,
    onFocus: loadAhead,
  };
  return cloneElement(trigger, mergeProps(own, trigger.props));
}
