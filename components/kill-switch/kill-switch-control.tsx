'use client';

import { CircleSlash, Power } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { useStops } from './stops';

/** Whether messages leave, and the way to stop them: on every page, in the same place. */
export function KillSwitchControl({ onOpen }: { onOpen: () => void }) {
  const { isOffSystemTime } = useWorkspace();
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
      {isStopped ? <CircleSlash aria-hidden /> : <Power aria-hidden />}
      {/* The word stays where there is room for it: an icon alone would not tell a state from a button. */}
      <span className={isOffSystemTime || isStopped ? 'max-sm:sr-only' : 'max-[379px]:sr-only'}>{word}</span>
    </Button>
  );
}
