'use client';

import { useSyncExternalStore } from 'react';
import { SECOND } from '@/domain/shared/time';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

function beat(): void {
  tick = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    tick = Date.now();
    timer = setInterval(beat, SECOND);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The workspace's time when an answer came, and when that was on this machine's clock. */
export type ClockReading = { now: Date; readAtMs: number; isVirtual: boolean };

/** The workspace's time, once a second; a virtual clock stands still until it is read again. */
export function useWorkspaceNow({ now, readAtMs, isVirtual }: ClockReading): Date {
  const ms = useSyncExternalStore(
    subscribe,
    () => tick,
    () => 0,
  );
  if (isVirtual || ms === 0) return now;
  return new Date(now.getTime() + Math.max(0, ms - readAtMs));
}
