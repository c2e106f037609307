import { useEffect, useSyncExternalStore } from 'react';

/**
 * The id behind the # of the address, once it is in the browser; what carries it is brought into sight. A page that was
 * reached inside the app has no `:target`, and has none of its rows yet when the router looks for one.
 */
export function useSought(): string | null {
  const sought = useSyncExternalStore(onHashChange, readHash, () => null);
  useEffect(() => {
    if (sought) document.getElementById(sought)?.scrollIntoView();
  }, [sought]);
  return sought;
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function readHash(): string | null {
  return window.location.hash.slice(1) || null;
}
