'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'touchstone.single-keys';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Whether single keys act; people who speak to their computer or type by accident switch them off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return window.localStorage.getItem(KEY) !== 'off';
}

export function setSingleKeys(isOn: boolean): void {
  window.localStorage.setItem(KEY, isOn ? 'on' : 'off');
  for (const listener of listeners) listener();
}

/** `areSingleKeysOn`, followed while it changes. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}
