import { useEffect, useState } from 'react';

/** An overlay that arrives already open would skip its way in: it is there first, and opens then. */
export function useOpenAfterMount(isOpen: boolean): boolean {
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return isOpen && isMounted;
}
