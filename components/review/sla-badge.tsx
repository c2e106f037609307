'use client';

import { Clock } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { readSla, type SlaPhase } from './sla-clock';
import { type ClockReading, useWorkspaceNow } from './use-page-clock';

const COLOURS: Record<SlaPhase, string> = {
  ok: 'text-good',
  soon: 'text-warn',
  urgent: 'text-bad',
  late: 'text-bad font-medium',
};

type SlaBadgeProps = { slaDueAt: Date; reviewFrom: Date; clock: ClockReading; isLarge?: boolean };

/** Time left for judging a decision: ring, minutes and seconds, and the state in a word. Silent for screen readers each second. */
export function SlaBadge({ slaDueAt, reviewFrom, clock, isLarge = false }: SlaBadgeProps) {
  const now = useWorkspaceNow(clock);
  const reading = readSla(slaDueAt, reviewFrom, now);
  // While the workspace's clock stands, no time is left that could run out.
  if (clock.isVirtual && reading.clock !== null) {
    return isLarge ? <span className="text-sm text-fg-muted">The clock of the workspace stands: no hurry</span> : null;
  }
  return (
    <span
      role="timer"
      aria-live="off"
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap',
        COLOURS[reading.phase],
        isLarge ? 'text-sm' : 'text-xs',
      )}
    >
      {reading.clock === null ? (
        <Clock aria-hidden className={isLarge ? 'size-4.5' : 'size-3.5'} />
      ) : (
        <Ring share={reading.share} size={isLarge ? 22 : 14} />
      )}
      {reading.clock === null ? (
        <span>{capitalised(reading.text)}</span>
      ) : (
        <>
          <span className="font-medium">{reading.clock}</span>
          <span className={isLarge ? undefined : 'sr-only'}>left, {reading.word.toLowerCase()}</span>
          {!isLarge && reading.phase !== 'ok' ? <span aria-hidden>{reading.word.toLowerCase()}</span> : null}
        </>
      )}
    </span>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Ring({ share, size }: { share: number; size: number }) {
  const width = 2;
  const radius = (size - width) / 2;
  const length = 2 * Math.PI * radius;
  return (
    <svg aria-hidden width={size} height={size} className="shrink-0 -rotate-90">
      <circle cx={size / 2} cy={size / 2} r={radius} fill="none" stroke="var(--border)" strokeWidth={width} />
      <circle
        cx={size / 2}
        cy={size / 2}
        r={radius}
        fill="none"
        stroke="currentColor"
        strokeWidth={width}
        strokeLinecap="round"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - share)}
      />
    </svg>
  );
}
