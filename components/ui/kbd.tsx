'use client';

import { useSyncExternalStore } from 'react';
import { cn } from './cn';

const SYMBOLS: Record<string, string> = {
  Enter: '↵',
  Shift: '⇧',
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as they are printed on the reader's keyboard: "Mod+K" is ⌘K on a Mac, Ctrl K elsewhere. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  const parts = keys.split('+').map((part) => (part === 'Mod' ? (apple ? '⌘' : 'Ctrl') : (SYMBOLS[part] ?? part)));
  return (
    <kbd
      className={cn(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-current/25 px-1 font-sans text-[11px] leading-none font-normal',
        className,
      )}
    >
      {parts.join(' ')}
    </kbd>
  );
}
