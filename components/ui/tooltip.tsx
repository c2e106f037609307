'use client';

import { mergeProps } from '@base-ui/react/merge-props';
import {
  cloneElement,
  type FocusEvent,
  lazy,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';

// Loaded by the first control that is pointed at or focused: most of what stands on a page is never asked about.
const load = () => import('./tooltip-popup');
const TooltipPopup = lazy(async () => ({ default: (await load()).TooltipPopup }));

const OPEN_DELAY_MS = 350;
/** Lets the pointer travel from the control to its words. */
const CLOSE_DELAY_MS = 120;

type TooltipProps = {
  content: ReactNode;
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** The control it explains; must spread its props. */
  children: ReactElement<Record<string, unknown>>;
};

/** A few words about a control, on hover and focus. Never the only place where something is said. */
export function Tooltip({ content, shortcut, side = 'top', children }: TooltipProps) {
  /** The control, from its first opening until the words have gone again. */
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function close() {
    window.clearTimeout(timer.current);
    setOpen(false);
  }
  function closeSoon() {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(close, CLOSE_DELAY_MS);
  }
  function stay() {
    window.clearTimeout(timer.current);
  }
  function open(control: Element) {
    setAnchor(control);
    setOpen(true);
  }
  const own = {
    onPointerEnter(event: PointerEvent<Element>) {
      if (event.pointerType === 'touch') return;
      load().catch(() => {});
      stay();
      const control = event.currentTarget;
      timer.current = window.setTimeout(() => open(control), OPEN_DELAY_MS);
    },
    onPointerLeave: closeSoon,
    onPointerDown: close,
    onClick: close,
    onFocus({ currentTarget }: FocusEvent<Element>) {
      if (currentTarget.matches(':focus-visible')) open(currentTarget);
    },
    onBlur: close,
  };
  return (
    <>
      {cloneElement(children, mergeProps(own, children.props))}
      {anchor ? (
        <Suspense>
          <TooltipPopup
            content={content}
            shortcut={shortcut}
            side={side}
            anchor={anchor}
            open={isOpen}
            onDismiss={close}
            onClosed={() => setAnchor(null)}
            onPointerEnter={stay}
            onPointerLeave={closeSoon}
          />
        </Suspense>
      ) : null}
    </>
  );
}
