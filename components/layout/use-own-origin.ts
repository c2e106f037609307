'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Address of this installation as the browser sees it; null while the page is rendered on the server. */
export function useOwnOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  );
}
