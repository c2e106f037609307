'use client';

import { useEffect, useRef, useState } from 'react';
import type { ImportJob } from '@/server/services/imports';
import { IMPORT_WORDS, isSteady, remainingMs, type Sample } from './prepare-import';

const LOOK_BACK_MS = 20_000;

/** Milliseconds an import still takes at its present pace; null while that cannot be told. */
export function useRemaining(job: ImportJob): number | null {
  const { status, progress, updatedAt } = job;
  const samples = useRef<Sample[]>([]);
  const [remaining, setRemaining] = useState<number | null>(null);
  const at = updatedAt.getTime();
  const isMoving = IMPORT_WORDS[status].isRunning && isSteady(job);
  useEffect(() => {
    if (!isMoving || progress === null) {
      samples.current = [];
      setRemaining(null);
      return;
    }
    const now = { at, done: progress };
    samples.current = [...samples.current.filter((sample) => at - sample.at < LOOK_BACK_MS), now];
    setRemaining(remainingMs(samples.current[0] ?? null, now));
  }, [isMoving, progress, at]);
  return remaining;
}
