'use client';

import { useWorkspace } from './workspace-context';

/** Whose clock the times of a page are told by: once on it, beside the zone that each has on hover and focus. */
export function ZoneLine() {
  const { timezone } = useWorkspace();
  return <p className="text-xs text-fg-muted">Times in {timezone}</p>;
}
