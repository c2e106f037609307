'use client';

import { ArrowLeft } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useQueryStates } from 'nuqs';
import { type ComponentProps, type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { IconButton } from '@/components/ui/icon-button';
import type { ReviewFacet } from '@/domain/review/filters';
import type { ReviewQueueId } from '@/domain/review/queues';
import { type ReviewFilters, reviewFilterParams } from '@/lib/review-filter-params';
import { EvidencePane } from './evidence-pane';
import { chosenCount } from './filter-choice';
import { InboxDialogs } from './inbox-dialogs';
import { InboxSkeleton } from './inbox-skeleton';
import { placeWords } from './inbox-words';
import { PaneSplitter, usePaneWidths } from './pane-splitter';
import { countsSince } from './queue';
import { QueueAnnouncer } from './queue-announcer';
import { QueuePane } from './queue-pane';
import { SubjectPane } from './subject-pane';
import { useInbox } from './use-inbox';
import { useInboxKeys } from './use-inbox-keys';
import { VerdictBar } from './verdict-bar';

const InboxZero = dynamic(() => import('./inbox-zero').then((module) => module.InboxZero));

/** The review inbox: what waits, one decision at a time, judged by key or press. */
export function ReviewInboxView() {
  const { person, may } = useWorkspace();
  if (!may('review.read')) return <ForbiddenState role={person.role} right="review.read" what="The review inbox" />;
  return <FilteredInbox />;
}

/** Another part or filter is another queue: it begins anew. */
function FilteredInbox() {
  const [filters, setFilters] = useQueryStates(reviewFilterParams, { history: 'push' });
  const [isOpen, setOpen] = useState(() => chosenCount(filters) > 0);
  const [focusOn, setFocusOn] = useState<ReviewFacet | null>(null);
  const panel = {
    isOpen,
    focusOn,
    onToggle: () => {
      setFocusOn(isOpen ? null : 'source');
      setOpen(!isOpen);
    },
    onChosen: setFocusOn,
  };
  return (
    <InboxPanes
      key={JSON.stringify(filters)}
      filters={filters}
      onFilters={(next) => void setFilters(next)}
      panel={panel}
    />
  );
}

/** Parts whose lines are not chosen for one verdict together. */
const NOT_JUDGED_HERE: ReadonlySet<ReviewQueueId> = new Set(['snoozed', 'held', 'done']);

type InboxPanesProps = Pick<ComponentProps<typeof QueuePane>, 'filters' | 'onFilters' | 'panel'>;

/** Queue, decision, and verdict with evidence, side by side where there is room. */
function InboxPanes({ filters, onFilters, panel }: InboxPanesProps) {
  const inbox = useInbox(filters);
  const widths = usePaneWidths();
  const { state, list, subject, isOpen, selected, place } = inbox;
  const subjectSide = useTopOf(state.currentId);
  const maySelect = !NOT_JUDGED_HERE.has(filters.queue) && inbox.forbidden === null;
  useInboxKeys(inbox, maySelect, panel.onToggle);

  if (list.isPending) return <InboxSkeleton />;
  if (!list.data)
    return <ErrorState description={list.error.message} onRetry={() => void list.refetch()} className="m-auto" />;

  const isEmpty = state.entries.length === 0 && state.currentId === null;
  const hasMore = isEmpty && state.serverTotal > 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-[calc(100dvh-52px)] md:flex-none">
      <h1 className="sr-only">Review inbox</h1>
      <QueueAnnouncer
        said={inbox.said}
        subject={isOpen ? subject : undefined}
        openCount={countsSince(state, list.data, filters.queue).all}
        clock={inbox.clock}
      />
      {isEmpty && !hasMore && isWholeInbox(filters) ? (
        <InboxZero tally={list.data.today} />
      ) : (
        <div
          style={{ '--queue': `${widths.queue}px`, '--evidence': `${widths.evidence}px` } as CSSProperties}
          className="grid min-h-0 flex-1 grid-cols-1 md:grid-cols-[272px_minmax(0,1fr)] lg:grid-cols-[var(--queue)_auto_minmax(0,1fr)]"
        >
          <div
            className={cn(
              'scrollbar-thin flex min-h-0 flex-col border-border bg-surface md:overflow-y-auto max-lg:md:border-r',
              selected && 'max-md:hidden',
            )}
          >
            <QueuePane
              inbox={inbox}
              listed={list.data}
              filters={filters}
              onFilters={onFilters}
              panel={panel}
              isEmpty={isEmpty}
              maySelect={maySelect}
            />
          </div>
          <PaneSplitter pane="queue" side="before" label="Width of the queue" />
          <div
            ref={subjectSide}
            className={cn(
              'scrollbar-thin min-h-0 bg-surface max-lg:flex max-lg:flex-col md:overflow-y-auto lg:grid lg:grid-cols-[minmax(0,1fr)_auto_var(--evidence)] lg:overflow-hidden',
              'max-md:fixed max-md:inset-0 max-md:z-30 max-md:overflow-y-auto',
              !selected && 'max-md:hidden',
            )}
          >
            <div className="sticky top-0 z-2 flex h-12 items-center gap-2 border-b border-border bg-surface px-2 md:hidden">
              <IconButton
                label="Back to the queue"
                icon={<ArrowLeft aria-hidden />}
                onClick={() => inbox.select(null, 'replace')}
              />
              <span className="text-sm font-medium">Review</span>
              {place ? <span className="ml-auto pr-2 text-table text-fg-muted">{placeWords(place)}</span> : null}
            </div>
            <div
              data-scrolls
              className={cn(
                'scrollbar-thin min-w-0 px-4 py-4 md:px-6 lg:overflow-y-auto',
                // What is typed stays above the bar of the editor.
                inbox.formOpen === 'edit' && 'scroll-pb-28',
              )}
            >
              <SubjectPane inbox={inbox} />
            </div>
            <PaneSplitter pane="evidence" side="after" label="Width of verdict and evidence" />
            <aside
              aria-label="Verdict and evidence"
              data-scrolls
              className="scrollbar-thin gap-5 border-border bg-surface max-lg:contents lg:flex lg:flex-col lg:overflow-y-auto"
            >
              {subject && isOpen ? (
                <>
                  <div
                    className={cn(
                      'sticky bottom-0 z-1 border-border bg-surface px-4 py-3 max-lg:order-last max-lg:mt-auto max-lg:border-t lg:top-0 lg:bottom-auto lg:border-b',
                      // The editor has a bar of its own at the bottom.
                      inbox.formOpen === 'edit' && 'max-lg:hidden',
                    )}
                  >
                    <VerdictBar inbox={inbox} subject={subject} />
                  </div>
                  <div className="px-4 pb-6 md:max-lg:px-6">
                    <EvidencePane subject={subject} edited={inbox.edited} />
                  </div>
                </>
              ) : null}
            </aside>
          </div>
        </div>
      )}
      <InboxDialogs inbox={inbox} />
    </div>
  );
}

/** Another decision begins at its top, however far down the one before was read. */
function useTopOf(id: string | null) {
  const side = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the decision that counts.
  useLayoutEffect(() => {
    side.current?.scrollTo({ top: 0 });
    for (const pane of side.current?.querySelectorAll('[data-scrolls]') ?? []) pane.scrollTo({ top: 0 });
  }, [id]);
  return side;
}

/** Whether nothing is left out: only then is an empty list an empty inbox. */
function isWholeInbox(filters: ReviewFilters): boolean {
  return filters.queue === 'all' && chosenCount(filters) === 0;
}
