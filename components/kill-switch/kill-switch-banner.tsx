'use client';

import { CircleSlash } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { formatDateTime } from '@/lib/format';
import { stopperName } from './stop-words';
import { useStops } from './stops';

/** Across every page while anything is stopped: what, by whom, since when, why. */
export function KillSwitchBanner({ onOpen }: { onOpen: () => void }) {
  const { timezone } = useWorkspace();
  const { data: stops } = useStops();
  const latest = stops?.[0];
  if (!stops || !latest) return null;
  const what = [...new Set(stops.map(({ targetName }) => targetName))].join(', ');
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-bad px-4 py-2 text-sm text-bad-fg">
      <CircleSlash aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <strong className="font-medium">Sending is stopped: {what}.</strong> {stopperName(latest)} stopped it on{' '}
        {formatDateTime(latest.stoppedAt, timezone)}
        {latest.reason ? `: ${latest.reason}` : ''}.
      </p>
      <Button size="sm" className="border-transparent bg-surface text-fg dark:bg-surface" onClick={onOpen}>
        Details
      </Button>
    </div>
  );
}
