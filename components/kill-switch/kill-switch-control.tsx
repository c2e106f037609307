'use client';

import { CirclePlay, CircleSlash } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useStops } from './stops';

/** Whether messages leave, and the way to stop them: on every page, in the same place. */
export function KillSwitchControl({ onOpen }: { onOpen: () => void }) {
  const { data: stops } = useStops();
  const isStopped = (stops?.length ?? 0) > 0;
  const isEverything = stops?.some((stop) => stop.scope === 'workspace');
  const word = isEverything ? 'Stopped' : isStopped ? 'Partly stopped' : 'Running';
  return (
    <Button
      variant={isStopped ? 'danger' : 'ghost'}
      onClick={onOpen}
      aria-label={`Sending: ${word}. Open the kill switch`}
      className="pointer-coarse:px-2.5"
    >
      {isStopped ? <CircleSlash aria-hidden /> : <CirclePlay aria-hidden />}
      <span className="max-sm:sr-only">{word}</span>
    </Button>
  );
}
