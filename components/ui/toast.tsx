'use client';

import dynamic from 'next/dynamic';
import { useState, useSyncExternalStore } from 'react';

export type Notification = {
  title: string;
  description?: string;
  tone?: 'good' | 'bad' | 'info';
  /** How long it stays; errors stay longer than good news. */
  durationMs?: number;
  action?: { label: string; onClick: () => void };
};

export type Announcement = { kind: 'show'; id: string; notification: Notification } | { kind: 'close'; id: string };

// Most visits see no notification: what draws them is loaded with the first one, and told then of what waits here.
const ToastStack = dynamic(() => import('./toast-stack').then((module) => module.ToastStack), { ssr: false });

let count = 0;
let waiting: Announcement[] = [];
const listeners = new Set<() => void>();

function announce(announcement: Announcement): void {
  waiting = [...waiting, announcement];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function takeAll(): void {
  waiting = [];
}

const current = () => waiting;
const NOTHING: Announcement[] = [];

/** Says what just happened, in a corner and to screen readers. Returns its id for `dismiss`. */
export function notify(notification: Notification): string {
  const id = `notification-${++count}`;
  announce({ kind: 'show', id, notification });
  return id;
}

/** Takes a notification away before its time. */
export function dismiss(id: string): void {
  announce({ kind: 'close', id });
}

/** Where notifications appear; stands once in the root layout. */
export function Toaster() {
  const announcements = useSyncExternalStore(subscribe, current, () => NOTHING);
  // From the first announcement on the stack stays, since what it shows outlives the queue.
  const [hasBegun, setBegun] = useState(false);
  if (!hasBegun && announcements.length > 0) setBegun(true);
  return hasBegun ? <ToastStack announcements={announcements} onTaken={takeAll} /> : null;
}
