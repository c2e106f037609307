'use client';

import { Download, TextSearch } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles, LinkButton } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';
import { REVIEW_QUEUE_NAMES, REVIEW_QUEUES, type ReviewQueueId } from '@/domain/review/queues';
import { formatDuration, formatRate, formatRelative } from '@/lib/format';
import type { DayTally, QueueCounts } from '@/server/services/review';

type QueueHeaderProps = {
  queue: ReviewQueueId;
  counts: QueueCounts;
  oldestAt: Date | null;
  today: DayTally;
  /** agent:action, or null for all. */
  action: string | null;
  onQueue: (queue: ReviewQueueId) => void;
  onAction: (action: string | null) => void;
};

// Needed by those who narrow the queue; the rest of the inbox does not wait for it.
const ActionFilter = dynamic(() => import('./action-filter').then((module) => module.ActionFilter), {
  ssr: false,
  loading: () => <Skeleton className="h-8 min-w-0 flex-1 pointer-coarse:h-11" />,
});

/** The parts of the inbox with their sizes, how fast people judge today, and what it is narrowed to. */
export function QueueHeader({ queue, counts, oldestAt, today, action, onQueue, onAction }: QueueHeaderProps) {
  const { slug, now, to } = useWorkspace();
  const judged = today.approved + today.rejected;
  return (
    <header className="sticky top-0 z-2 border-b border-border bg-surface px-3 py-2 max-md:top-13">
      <nav aria-label="Parts of the review inbox" className="flex flex-wrap gap-0.5">
        {REVIEW_QUEUES.map((id) => (
          <button
            key={id}
            type="button"
            aria-current={id === queue ? 'page' : undefined}
            onClick={() => onQueue(id)}
            className={cn(
              'inline-flex h-7 items-center gap-1 rounded-md px-2 text-table hover:bg-hover pointer-coarse:h-11',
              id === queue ? 'bg-hover font-medium text-fg' : 'text-fg-muted',
            )}
          >
            {REVIEW_QUEUE_NAMES[id]}
            {id === 'done' ? null : <span className="text-xs text-fg-muted">{counts[id]}</span>}
          </button>
        ))}
      </nav>
      <p className="mt-1 px-2 text-xs text-fg-muted">
        {oldestAt ? `The oldest came ${formatRelative(oldestAt, now)}. ` : null}
        {judged === 0
          ? 'Nobody has judged one today.'
          : `Today: median ${formatDuration(today.medianMs)}, nine in ten within ${formatDuration(today.p90Ms)}, ${formatRate(today.inTime / judged, 0)} in time.`}
      </p>
      <div className="mt-1.5 flex items-center gap-1">
        <ActionFilter value={action} onValueChange={onAction} />
        <LinkButton href={to('/inbox/rejected')} variant="ghost" size="sm" title="What reviewers rejected">
          <TextSearch aria-hidden />
          <span className="sr-only">What reviewers rejected</span>
        </LinkButton>
        <a
          href={`/api/exports/verdicts?workspace=${encodeURIComponent(slug)}`}
          title="Verdicts as CSV"
          className={buttonStyles({ variant: 'ghost', size: 'sm' })}
        >
          <Download aria-hidden />
          <span className="sr-only">Verdicts as CSV</span>
        </a>
      </div>
    </header>
  );
}
