'use client';

import { useEffect, useState } from 'react';
import { ARMING_MS, mayDecide, type QueueEntry, type QueueState } from './queue';

/** Turns true once the moment of arming has come for what is painted; until then the buttons are dead. */
export function useArmed(state: QueueState<QueueEntry>): boolean {
  const isPainted = mayDecide(state, Number.POSITIVE_INFINITY);
  const { armedAt } = state;
  const [armedFor, setArmedFor] = useState<number | null>(null);
  useEffect(() => {
    if (!isPainted) return;
    const wait = Math.min(Math.max(0, armedAt - performance.now()), ARMING_MS);
    const timer = setTimeout(() => setArmedFor(armedAt), wait);
    return () => clearTimeout(timer);
  }, [isPainted, armedAt]);
  return isPainted && armedFor === armedAt;
}
