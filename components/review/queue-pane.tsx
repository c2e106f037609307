'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { REVIEW_QUEUE_NAMES } from '@/domain/review/queues';
import { type ReviewFilters, SELECTED } from '@/lib/review-filter-params';
import type { QueueCounts, ReviewQueue } from '@/server/services/review';
import { QueueHeader } from './queue-header';
import { QueueList } from './queue-list';
import type { Inbox } from './use-inbox';

type QueuePaneProps = {
  inbox: Inbox;
  listed: ReviewQueue;
  filters: ReviewFilters;
  onFilters: (next: Partial<ReviewFilters>) => void;
  isEmpty: boolean;
  maySelect: boolean;
};

/** The part of the inbox that was asked for: its parts, what waits, and what is chosen for one verdict together. */
export function QueuePane({ inbox, listed, filters, onFilters, isEmpty, maySelect }: QueuePaneProps) {
  const { to } = useWorkspace();
  const { state, chosen, select, toggle } = inbox;
  // Verdicts that are under way count no more.
  const judged = Math.max(0, listed.total - state.serverTotal);
  const counts: QueueCounts = {
    ...listed.counts,
    ...(filters.queue === 'done' ? {} : { [filters.queue]: Math.max(0, listed.counts[filters.queue] - judged) }),
    all: Math.max(0, listed.counts.all - judged),
  };
  function narrow(next: Partial<ReviewFilters>) {
    select(null, 'replace');
    onFilters(next);
  }
  return (
    <>
      <QueueHeader
        queue={filters.queue}
        counts={counts}
        oldestAt={listed.oldestAt}
        today={listed.today}
        action={filters.agent && filters.action ? `${filters.agent}:${filters.action}` : null}
        onQueue={(queue) => narrow({ queue })}
        onAction={(action) => {
          const [agent = null, name = null] = action?.split(':') ?? [];
          narrow({ agent, action: name });
        }}
      />
      {isEmpty ? (
        <NothingHere
          queue={filters.queue}
          onAll={() => onFilters({ queue: 'all', agent: null, action: null, channel: null })}
        />
      ) : null}
      <QueueList
        rows={state.entries}
        currentId={state.currentId}
        newCount={state.arrivals.length}
        onShowNew={inbox.show}
        hrefOf={(id) => to(`/inbox?${SELECTED}=${id}`)}
        onSelect={(id) => select(id, 'push')}
        onWarm={inbox.queue.warm}
        clock={inbox.clock}
        selection={maySelect ? { ids: chosen, onToggle: toggle } : null}
      />
      {chosen.size > 0 ? (
        <div className="sticky bottom-0 mt-auto flex items-center gap-2 border-t border-border bg-raised px-4 py-2 text-table">
          <span role="status">{chosen.size} selected</span>
          <Button size="sm" variant="primary" className="ml-auto" onClick={() => inbox.setBulkOpen(true)}>
            Judge together
          </Button>
          <Button size="sm" variant="ghost" onClick={inbox.clearChosen}>
            Clear
          </Button>
        </div>
      ) : null}
    </>
  );
}

function NothingHere({ queue, onAll }: { queue: ReviewFilters['queue']; onAll: () => void }) {
  return (
    <div className="flex flex-col items-start gap-2 p-4 text-sm">
      <p>Nothing stands in “{REVIEW_QUEUE_NAMES[queue]}” with these filters.</p>
      <Button size="sm" onClick={onAll}>
        Show all that wait
      </Button>
    </div>
  );
}
