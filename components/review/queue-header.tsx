'use client';

import { Download, ListFilter } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ZoneLine } from '@/components/layout/zone-line';
import { Button, buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';
import type { ReviewFacet } from '@/domain/review/filters';
import { REVIEW_QUEUE_NAMES, REVIEW_QUEUES, type ReviewQueueId } from '@/domain/review/queues';
import { formatRelative } from '@/lib/format';
import type { ReviewFilters } from '@/lib/review-filter-params';
import type { DayTally, QueueCounts } from '@/server/services/review';
import { chosenCount } from './filter-choice';
import { InboxTabs } from './inbox-tabs';
import { paceWords } from './inbox-words';

/** The open filters, and what can be done with them. */
export type FilterPanel = {
  isOpen: boolean;
  focusOn: ReviewFacet | null;
  onToggle: () => void;
  onChoose: (facet: ReviewFacet, next: Partial<ReviewFilters>) => void;
  onClear: () => void;
};

type QueueHeaderProps = {
  filters: ReviewFilters;
  counts: QueueCounts;
  oldestAt: Date | null;
  today: DayTally;
  onQueue: (queue: ReviewQueueId) => void;
  panel: FilterPanel;
};

// Needed by those who narrow the queue; the rest of the inbox does not wait for it.
const QueueFilters = dynamic(() => import('./queue-filters').then((module) => module.QueueFilters), {
  ssr: false,
  loading: () => <Skeleton className="mt-2 h-32" />,
});

/** The parts of the inbox with their sizes, how fast people judge today, and what it is narrowed to. */
export function QueueHeader({ filters, counts, oldestAt, today, onQueue, panel }: QueueHeaderProps) {
  const { slug, now } = useWorkspace();
  const { queue } = filters;
  const toggle = useRef<HTMLButtonElement>(null);
  const narrowedBy = chosenCount(filters);
  return (
    <header className="sticky top-0 z-2 border-b border-border bg-surface px-3 py-2 max-md:top-13">
      <InboxTabs current="waiting" className="mb-1.5" />
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
        {paceWords(today)}
      </p>
      <div className="px-2">
        <ZoneLine />
      </div>
      <div className="mt-1.5 flex items-center gap-1">
        {queue === 'done' ? null : (
          <Button
            ref={toggle}
            size="sm"
            variant={narrowedBy > 0 ? 'secondary' : 'ghost'}
            shortcut="F"
            aria-expanded={panel.isOpen}
            aria-controls="inbox-filters"
            onClick={panel.onToggle}
          >
            <ListFilter aria-hidden /> {narrowedBy > 0 ? `Filters (${narrowedBy})` : 'Filters'}
          </Button>
        )}
        <a
          href={`/api/exports/verdicts?workspace=${encodeURIComponent(slug)}`}
          title="Verdicts as CSV"
          className={cn('ml-auto', buttonStyles({ variant: 'ghost', size: 'sm' }))}
        >
          <Download aria-hidden />
          <span className="sr-only">Verdicts as CSV</span>
        </a>
      </div>
      {panel.isOpen && queue !== 'done' ? (
        <QueueFilters
          filters={filters}
          focusOn={panel.focusOn}
          onChoose={panel.onChoose}
          onClear={panel.onClear}
          onClose={() => {
            panel.onToggle();
            toggle.current?.focus();
          }}
        />
      ) : null}
    </header>
  );
}
