'use client';

import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import { type HeldKeys, holdKeys } from './held-keys';

/**
 * Holds the keys from the moment something is asked for (`isWanted`). The function it answers gives them back and tells
 * what was typed until then; what takes the focus calls it. Escape meanwhile is `onEscape`.
 */
export function useHeldKeys(isWanted: boolean, onEscape: () => void): () => string {
  const held = useRef<HeldKeys | null>(null);
  const leave = useEffectEvent(onEscape);
  useLayoutEffect(() => {
    if (!isWanted) return;
    const keys = holdKeys(() => leave());
    held.current = keys;
    return () => {
      keys.letGo();
      held.current = null;
    };
  }, [isWanted]);
  return () => {
    const text = held.current?.letGo() ?? '';
    held.current = null;
    return text;
  };
}

/** Stands in for an overlay whose code is on its way: no key reaches the page that it is about to cover. */
export function KeysHeld({ onEscape = ignore }: { onEscape?: () => void }): null {
  useHeldKeys(true, onEscape);
  return null;
}

function ignore(): void {}
