'use client';

import { useCallback, useRef, useSyncExternalStore } from 'react';

/** Page scrolled so far that the top of a list is no longer what is looked at. */
const SCROLLED_PX = 160;
/** Where fingers do the pointing nothing tells what they are about to touch. */
const TOUCH = '(hover: none)';

/**
 * Whether somebody is at a region: the pointer over it, the focus in it, or the page scrolled into it. What is being
 * read must not move.
 */
export function useReading() {
  const region = useRef<HTMLDivElement>(null);
  const subscribe = useCallback((listener: () => void) => {
    const element = region.current;
    const local = ['pointerenter', 'pointerleave', 'focusin', 'focusout'] as const;
    const later = () => void setTimeout(listener);
    for (const name of local) element?.addEventListener(name, later);
    window.addEventListener('scroll', listener, { passive: true });
    return () => {
      for (const name of local) element?.removeEventListener(name, later);
      window.removeEventListener('scroll', listener);
    };
  }, []);
  const isReading = useSyncExternalStore(
    subscribe,
    () => isAt(region.current),
    () => false,
  );
  return { region, isReading };
}

function isAt(element: HTMLElement | null): boolean {
  if (!element) return false;
  const isTouch = window.matchMedia(TOUCH).matches;
  return isTouch || element.matches(':hover, :focus-within') || window.scrollY > SCROLLED_PX;
}
