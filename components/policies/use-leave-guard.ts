'use client';

import { useEffect, useState } from 'react';

/**
 * Asks before unsaved work is left: the browser when the page is closed, and `target` names the address of a link that
 * was pressed, to be followed once the person has agreed.
 */
export function useLeaveGuard(isDirty: boolean): { target: string | null; stay: () => void } {
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    if (!isDirty) return;
    function beforeUnload(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    function click(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return;
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const isHere = link.origin === window.location.origin && link.pathname === window.location.pathname;
      if (isHere) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link.href);
    }
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', click, true);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', click, true);
    };
  }, [isDirty]);
  return { target, stay: () => setTarget(null) };
}
