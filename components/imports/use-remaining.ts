'use client';

import { useEffect, useRef, useState } from 'react';
import type { ImportJob } from '@/server/services/imports';
import { IMPORT_WORDS, remainingMs, type Sample } from './prepare-import';

const LOOK_BACK_MS = 20_000;

/** Milliseconds an import still takes at its present pace; null while that cannot be told. */
export function useRemaining({ status, progress, updatedAt }: ImportJob): number | null {
  const samples = useRef<Sample[]>([]);
  const [remaining, setRemaining] = useState<number | null>(null);
  const at = updatedAt.getTime();
  const { isRunning } = IMPORT_WORDS[status];
  useEffect(() => {
    if (!isRunning || progress === null) {
      samples.current = [];
      setRemaining(null);
      return;
    }
    const now = { at, done: progress };
    samples.current = [...samples.current.filter((sample) => at - sample.at < LOOK_BACK_MS), now];
    setRemaining(remainingMs(samples.current[0] ?? null, now));
  }, [isRunning, progress, at]);
  return remaining;
}
