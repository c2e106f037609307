'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import type { ReviewFacet } from '@/domain/review/filters';
import { REVIEW_QUEUE_NAMES } from '@/domain/review/queues';
import { NO_FILTERS, type ReviewFilters, SELECTED, writeReviewFilters } from '@/lib/review-filter-params';
import type { ReviewQueue } from '@/server/services/review';
import { chosenCount } from './filter-choice';
import { countsSince } from './queue';
import { type FilterPanel, QueueHeader } from './queue-header';
import { QueueList } from './queue-list';
import type { Inbox } from './use-inbox';

type QueuePaneProps = {
  inbox: Inbox;
  listed: ReviewQueue;
  filters: ReviewFilters;
  onFilters: (next: Partial<ReviewFilters>) => void;
  panel: Pick<FilterPanel, 'isOpen' | 'focusOn' | 'onToggle'> & { onChosen: (facet: ReviewFacet) => void };
  isEmpty: boolean;
  maySelect: boolean;
};

/** The part of the inbox that was asked for: its parts, what waits, and what is chosen for one verdict together. */
export function QueuePane({ inbox, listed, filters, onFilters, panel, isEmpty, maySelect }: QueuePaneProps) {
  const { to } = useWorkspace();
  const { state, chosen, select, toggle } = inbox;
  const counts = countsSince(state, listed, filters.queue);
  function narrow(next: Partial<ReviewFilters>) {
    select(null, 'replace');
    onFilters(next);
  }
  return (
    <>
      <QueueHeader
        filters={filters}
        counts={counts}
        oldestAt={listed.oldestAt}
        today={listed.today}
        onQueue={(queue) => narrow({ queue })}
        panel={{
          ...panel,
          onChoose: (facet, next) => {
            panel.onChosen(facet);
            narrow(next);
          },
          onClear: () => narrow(NO_FILTERS),
        }}
      />
      {isEmpty ? (
        <NothingHere
          filters={filters}
          onClear={() => narrow(NO_FILTERS)}
          onAll={() => narrow({ queue: 'all', ...NO_FILTERS })}
        />
      ) : null}
      <QueueList
        rows={state.entries}
        currentId={state.currentId}
        newCount={state.arrivals.length}
        onShowNew={inbox.show}
        hrefOf={(id) => to(`/inbox${addressOf(filters, id)}`)}
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

/** The place of one decision in this queue: another window finds the same one, narrowed alike. */
function addressOf(filters: ReviewFilters, id: string): string {
  const query = new URLSearchParams(writeReviewFilters(filters));
  query.set(SELECTED, id);
  return `?${query}`;
}

type NothingHereProps = { filters: ReviewFilters; onClear: () => void; onAll: () => void };

function NothingHere({ filters, onClear, onAll }: NothingHereProps) {
  const name = REVIEW_QUEUE_NAMES[filters.queue];
  const isNarrowed = chosenCount(filters) > 0;
  return (
    <div className="flex flex-col items-start gap-2 p-4 text-sm" role="status">
      <p>{isNarrowed ? `No decision in “${name}” fits these filters.` : `Nothing stands in “${name}”.`}</p>
      <div className="flex flex-wrap gap-2">
        {isNarrowed ? (
          <Button size="sm" variant="primary" onClick={onClear}>
            Clear the filters
          </Button>
        ) : null}
        {filters.queue === 'all' ? null : (
          <Button size="sm" onClick={onAll}>
            Show all that wait
          </Button>
        )}
      </div>
    </div>
  );
}
