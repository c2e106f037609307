'use client';

import { type KeyboardEvent, type PointerEvent, useCallback, useSyncExternalStore } from 'react';

const KEY = 'touchstone.inbox-panes';
const STEP = 16;

/** Widths in pixels of the panes beside the decision. */
export type PaneWidths = { queue: number; evidence: number };

const INITIAL: PaneWidths = { queue: 320, evidence: 360 };
const LIMITS = { queue: [256, 480], evidence: [320, 560] } as const;

const listeners = new Set<() => void>();
let widths: PaneWidths | null = null;

function read(): PaneWidths {
  if (widths) return widths;
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Partial<PaneWidths>;
    widths = { queue: within('queue', kept.queue), evidence: within('evidence', kept.evidence) };
  } catch {
    widths = INITIAL;
  }
  return widths;
}

function within(pane: keyof PaneWidths, width: number | undefined): number {
  const [least, most] = LIMITS[pane];
  return typeof width === 'number' && Number.isFinite(width) ? Math.min(most, Math.max(least, width)) : INITIAL[pane];
}

function write(next: PaneWidths): void {
  widths = next;
  window.localStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How wide the panes are in this browser. */
export function usePaneWidths(): PaneWidths {
  return useSyncExternalStore(subscribe, read, () => INITIAL);
}

type PaneSplitterProps = {
  pane: keyof PaneWidths;
  label: string;
  /** On which side of the handle the pane lies. */
  side: 'before' | 'after';
};

/** The border of a pane as a handle: dragged, or moved with the arrow keys; what is chosen is remembered. */
export function PaneSplitter({ pane, label, side }: PaneSplitterProps) {
  const width = usePaneWidths()[pane];
  const [least, most] = LIMITS[pane];
  const direction = side === 'before' ? 1 : -1;
  const set = useCallback((next: number) => write({ ...read(), [pane]: within(pane, next) }), [pane]);

  function drag(event: PointerEvent<HTMLElement>) {
    const handle = event.currentTarget;
    const [from, start] = [event.clientX, width];
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => set(start + direction * (moved.clientX - from));
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  }
  function press(event: KeyboardEvent) {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    // The arrows move the border here, not the queue.
    event.preventDefault();
    event.stopPropagation();
    set(width + direction * by);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved has no element of its own
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={drag}
      onKeyDown={press}
      onDoubleClick={() => set(INITIAL[pane])}
      className="relative z-3 -mx-1 w-2 cursor-col-resize touch-none bg-transparent outline-none after:absolute after:inset-y-0 after:left-1/2 after:w-px after:bg-border hover:after:w-0.5 hover:after:bg-border-strong focus-visible:after:w-0.75 focus-visible:after:bg-focus max-lg:hidden"
    />
  );
}
