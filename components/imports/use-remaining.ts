'use client';

import { useEffect, useRef, useState } from 'react';
import type { ImportJob } from '@/server/services/imports';
import { IMPORT_WORDS, isSteady, remainingMs, type Sample } from './prepare-import';

const LOOK_BACK_MS = 20_000;

type Moving = { progress: number | null; updatedAt: Date; isMoving: boolean };

/** Milliseconds the import of a log still takes at its present pace; null while that cannot be told. */
export function useRemaining(job: ImportJob): number | null {
  const { progress, updatedAt } = job;
  return useTimeLeft({ progress, updatedAt, isMoving: IMPORT_WORDS[job.status].isRunning && isSteady(job) });
}

/** Milliseconds until the progress is 1 at the pace it was seen to move; null while that cannot be told. */
export function useTimeLeft({ progress, updatedAt, isMoving }: Moving): number | null {
  const samples = useRef<Sample[]>([]);
  const [remaining, setRemaining] = useState<number | null>(null);
  const at = updatedAt.getTime();
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
