'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useQueryState, useQueryStates } from 'nuqs';
import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useShortcut } from '@/components/shortcuts';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { IconButton } from '@/components/ui/icon-button';
import { notify } from '@/components/ui/toast';
import { REVIEW_QUEUE_NAMES } from '@/domain/review/queues';
import { rolesWith } from '@/domain/workspaces/permissions';
import { parseAsId } from '@/lib/decision-filter-params';
import { formatMoney, ROLE_NAMES } from '@/lib/format';
import { askedReviews, type ReviewFilters, reviewFilterParams } from '@/lib/review-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import { ActionBar } from './action-bar';
import { ClashDialog } from './clash-dialog';
import { DecisionPane } from './decision-pane';
import type { DeskForm } from './desk-dialog';
import { draftOf, type EditDraft } from './edit-draft';
import { EvidencePane } from './evidence-pane';
import { GoneCard } from './gone-card';
import { InboxSkeleton, SubjectSkeleton } from './inbox-skeleton';
import { InboxZero } from './inbox-zero';
import { PaneSplitter, usePaneWidths } from './pane-splitter';
import { ARMING_MS, mayDecide, neighbour, progress } from './queue';
import { QueueAnnouncer } from './queue-announcer';
import { QueueHeader } from './queue-header';
import { QueueList } from './queue-list';
import { type RejectDraft, RejectPanel } from './reject-panel';
import { SlaBadge } from './sla-badge';
import { useClaim } from './use-claim';
import { type ClockReading, useWorkspaceNow } from './use-page-clock';
import { useReviewQueue, type Verdict } from './use-review-queue';

// Most decisions are approved as they are: the editor and the word comparison come when somebody edits.
const EditPane = dynamic(() => import('./edit-pane').then((module) => module.EditPane), {
  loading: () => <SubjectSkeleton />,
});

const DeskDialog = dynamic(() => import('./desk-dialog').then((module) => module.DeskDialog));
const BulkDialog = dynamic(() => import('./bulk-dialog').then((module) => module.BulkDialog));

/** Name of the query parameter that holds the decision on screen. */
const SELECTED = 'sel';
const EMPTY_DRAFT: RejectDraft = { reason: null, note: '' };

/** The review inbox: what waits, one decision at a time, judged by key or press. */
export function ReviewInboxView() {
  const { person, may } = useWorkspace();
  if (!may('review.read')) return <ForbiddenState role={person.role} right="review.read" what="The review inbox" />;
  return <FilteredInbox />;
}

/** Another part or filter is another queue: it begins anew. */
function FilteredInbox() {
  const [filters, setFilters] = useQueryStates(reviewFilterParams, { history: 'push' });
  return <Inbox key={JSON.stringify(filters)} filters={filters} onFilters={(next) => void setFilters(next)} />;
}

type InboxProps = { filters: ReviewFilters; onFilters: (next: Partial<ReviewFilters>) => void };

function Inbox({ filters, onFilters }: InboxProps) {
  const trpc = useTRPC();
  const { slug, now, isVirtual, person, may, to } = useWorkspace();
  const [selected, setSelected] = useSelection();
  const queue = useReviewQueue(selected, askedReviews(filters), (id) => {
    setOpen(null);
    setSelected(id, 'replace');
    setSaid('The verdict was taken back. The decision waits again.');
    focusDecision();
  });
  const { state, dispatch, list } = queue;
  const { currentId } = state;
  const detail = useQuery(
    trpc.review.get.queryOptions({ workspace: slug, decisionId: currentId ?? '' }, { enabled: currentId !== null }),
  );
  const subject = detail.data?.id === currentId ? detail.data : undefined;
  const isOpen = subject?.outcome === 'in_review';
  const clock = useMemo<ClockReading>(() => ({ now, readAtMs: Date.now(), isVirtual }), [now, isVirtual]);
  const [drafts, setDrafts] = useState<Record<string, RejectDraft>>({});
  const [open, setOpen] = useState<{ form: 'reject' | 'confirm' | 'edit'; id: string } | null>(null);
  const [edits, setEdits] = useState<Record<string, EditDraft>>({});
  const [said, setSaid] = useState('');
  const [deskForm, setDeskForm] = useState<DeskForm | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isBulkOpen, setBulkOpen] = useState(false);
  const widths = usePaneWidths();
  const isArmed = useArmed(mayDecideSoon(state), state.armedAt) && isOpen;
  const formOpen = open && open.id === currentId ? open.form : null;
  const forbidden = may('review.decide') ? null : readOnlyWords(person.role);
  const claim = useClaim(currentId, subject?.desk.claim ?? null, forbidden === null && isOpen);
  const canAct = forbidden === null && isOpen && formOpen === null && claim.other === null;
  const pageNow = useWorkspaceNow(clock);

  const isOpenQueue = filters.queue !== 'held' && filters.queue !== 'done';
  // An item that was opened by its link and is further down than what is listed.
  useEffect(() => {
    if (subject && subject.outcome === 'in_review') dispatch({ type: 'joined', entry: subject });
  }, [subject, dispatch]);
  // The list knows of a newer version than the one on screen.
  const listed = state.entries.find((entry) => entry.id === currentId);
  const isOutdated = Boolean(subject && listed && listed.version > subject.version);
  useEffect(() => {
    if (isOutdated) void detail.refetch();
  }, [isOutdated, detail.refetch]);

  function select(id: string, history: 'push' | 'replace') {
    dispatch({ type: 'selected', id });
    setOpen(null);
    setSelected(id, history);
  }
  function move(by: number) {
    const id = neighbour(state, by);
    if (id) select(id, 'replace');
  }
  function decide(verdict: Verdict, note: string) {
    if (!subject || !queue.give(verdict, note)) return;
    const next = neighbour(state, 1) ?? neighbour(state, -1);
    setOpen(null);
    setSelected(next, 'replace');
    setSaid(verdictWords(verdict, subject, next ? nameOf(state.entries, next) : null));
    focusDecision();
  }
  function approve() {
    if (!subject || subject.approveRefusal) return;
    if (subject.risk === 'high' && formOpen !== 'confirm') {
      if (mayDecide(state, performance.now())) setOpen({ form: 'confirm', id: subject.id });
      return;
    }
    decide({ verdict: 'approve' }, drafts[subject.id]?.note ?? '');
  }
  function startReject() {
    if (currentId && mayDecide(state, performance.now())) setOpen({ form: 'reject', id: currentId });
  }
  function startEdit() {
    if (subject?.chosen && mayDecide(state, performance.now())) setOpen({ form: 'edit', id: subject.id });
  }
  function toggle(id: string) {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }
  function closeForm() {
    setOpen(null);
    focusDecision();
  }
  function goOn() {
    if (!currentId) return;
    const next = neighbour(state, 1) ?? state.entries.find((entry) => entry.id !== currentId)?.id ?? null;
    dispatch({ type: 'gone', id: currentId });
    setSelected(next, 'replace');
  }

  const once = (act: () => void) => (event: KeyboardEvent) => {
    // A key that is held down is one press.
    if (!event.repeat) act();
  };
  useShortcut('inbox.approve', once(approve), canAct);
  useShortcut('inbox.reject', once(startReject), canAct);
  useShortcut('inbox.edit', once(startEdit), canAct && Boolean(subject?.chosen));
  useShortcut(
    'inbox.undo',
    once(() => void queue.undo()),
    forbidden === null && formOpen === null,
  );
  useShortcut('inbox.skip', () => move(1), formOpen === null);
  useShortcut('inbox.back', () => move(-1), formOpen === null);
  useShortcut('list.next', () => move(1), formOpen === null);
  useShortcut('list.previous', () => move(-1), formOpen === null);

  if (list.isPending) return <InboxSkeleton />;
  if (list.isError && !list.data)
    return <ErrorState description={list.error.message} onRetry={() => void list.refetch()} className="m-auto" />;

  const place = progress(state);
  const isDone = state.entries.length === 0 && currentId === null;
  const hasMore = isDone && state.serverTotal > 0 && state.arrivals.length === 0;
  const draft = (currentId && drafts[currentId]) || EMPTY_DRAFT;

  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-[calc(100dvh-52px)] md:flex-none">
      <h1 className="sr-only">Review inbox</h1>
      <QueueAnnouncer said={said} subject={isOpen ? subject : undefined} openCount={state.serverTotal} clock={clock} />
      {isDone && !hasMore && isWholeInbox(filters) ? (
        <InboxZero
          tally={list.data.today}
          newCount={state.arrivals.length}
          onShowNew={() => dispatch({ type: 'arrivalsShown' })}
        />
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
            <QueueHeader
              queue={filters.queue}
              counts={list.data.counts}
              oldestAt={list.data.oldestAt}
              today={list.data.today}
              action={filters.agent && filters.action ? `${filters.agent}:${filters.action}` : null}
              onQueue={(part) => {
                setSelected(null, 'replace');
                onFilters({ queue: part });
              }}
              onAction={(action) => {
                const [agent = null, name = null] = action?.split(':') ?? [];
                setSelected(null, 'replace');
                onFilters({ agent, action: name });
              }}
            />
            {isDone ? (
              <NothingHere
                queue={filters.queue}
                onAll={() => onFilters({ queue: 'all', agent: null, action: null, channel: null })}
              />
            ) : null}
            <QueueList
              rows={state.entries}
              currentId={currentId}
              newCount={state.arrivals.length}
              onShowNew={() => dispatch({ type: 'arrivalsShown' })}
              hrefOf={(id) => to(`/inbox?${SELECTED}=${id}`)}
              onSelect={(id) => select(id, 'push')}
              onWarm={queue.warm}
              clock={clock}
              selection={isOpenQueue && forbidden === null ? { ids: chosen, onToggle: toggle } : null}
            />
            {chosen.size > 0 ? (
              <div className="sticky bottom-0 mt-auto flex items-center gap-2 border-t border-border bg-raised px-4 py-2 text-table">
                <span role="status">{chosen.size} selected</span>
                <Button size="sm" variant="primary" className="ml-auto" onClick={() => setBulkOpen(true)}>
                  Judge together
                </Button>
                <Button size="sm" variant="ghost" onClick={() => setChosen(new Set())}>
                  Clear
                </Button>
              </div>
            ) : null}
          </div>
          <PaneSplitter pane="queue" side="before" label="Width of the queue" />
          <div
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
                onClick={() => setSelected(null, 'replace')}
              />
              <span className="text-sm font-medium">Review</span>
              {place ? <span className="ml-auto pr-2 text-table text-fg-muted">{placeWords(place)}</span> : null}
            </div>
            <div className="scrollbar-thin min-w-0 px-4 py-4 md:px-6 lg:overflow-y-auto">
              {detail.isError && !subject ? (
                <ErrorState description={detail.error.message} onRetry={() => void detail.refetch()} />
              ) : subject && !isOpen ? (
                <GoneCard
                  subject={subject}
                  hasNext={state.entries.some(({ id }) => id !== subject.id)}
                  onNext={goOn}
                  onProposed={(id) => select(id, 'push')}
                />
              ) : subject ? (
                <DecisionPane
                  subject={subject}
                  onPainted={(id, version) => dispatch({ type: 'painted', id, version, at: performance.now() })}
                  editor={
                    formOpen === 'edit' && subject.chosen ? (
                      <EditPane
                        subject={subject}
                        chosen={subject.chosen}
                        draft={edits[subject.id] ?? draftOf(subject.chosen)}
                        now={pageNow}
                        onDraftChange={(changed) => setEdits({ ...edits, [subject.id]: changed })}
                        onApprove={(edit) => decide({ verdict: 'edit', edit }, drafts[subject.id]?.note ?? '')}
                        onCancel={closeForm}
                      />
                    ) : null
                  }
                />
              ) : (
                <SubjectSkeleton />
              )}
            </div>
            <PaneSplitter pane="evidence" side="after" label="Width of verdict and evidence" />
            <aside
              aria-label="Verdict and evidence"
              className="scrollbar-thin gap-5 border-border bg-surface max-lg:contents lg:flex lg:flex-col lg:overflow-y-auto"
            >
              {subject && isOpen ? (
                <>
                  <div className="sticky bottom-0 z-1 border-border bg-surface px-4 py-3 max-lg:order-last max-lg:mt-auto max-lg:border-t lg:top-0 lg:bottom-auto lg:border-b">
                    <ActionBar
                      header={
                        <div className="flex items-center justify-between gap-2">
                          {subject.slaDueAt ? (
                            <SlaBadge
                              slaDueAt={subject.slaDueAt}
                              reviewFrom={subject.reviewFrom}
                              clock={clock}
                              isLarge
                            />
                          ) : null}
                          <div className="ml-auto flex items-center gap-0.5 text-table text-fg-muted">
                            <IconButton
                              size="sm"
                              label="Previous"
                              shortcut="ArrowLeft"
                              icon={<ArrowLeft aria-hidden />}
                              aria-disabled={!neighbour(state, -1)}
                              onClick={() => move(-1)}
                            />
                            <span className="min-w-12 text-center">{place ? placeWords(place) : null}</span>
                            <IconButton
                              size="sm"
                              label="Skip to the next"
                              shortcut="ArrowRight"
                              icon={<ArrowRight aria-hidden />}
                              aria-disabled={!neighbour(state, 1)}
                              onClick={() => move(1)}
                            />
                          </div>
                        </div>
                      }
                      forbidden={forbidden}
                      approveRefusal={subject.approveRefusal}
                      isArmed={isArmed}
                      onApprove={approve}
                      onReject={startReject}
                      onEdit={subject.chosen ? startEdit : null}
                      claimedBy={claim.other ? { name: claim.other.name, onTakeOver: claim.takeOver } : null}
                      more={
                        canAct ? (
                          <div className="flex flex-wrap gap-1">
                            <Button size="sm" variant="ghost" shortcut="C" onClick={() => setDeskForm('changes')}>
                              Request changes
                            </Button>
                            <Button size="sm" variant="ghost" shortcut="H" onClick={() => setDeskForm('snooze')}>
                              Snooze
                            </Button>
                            <Button size="sm" variant="ghost" shortcut="@" onClick={() => setDeskForm('assign')}>
                              Assign
                            </Button>
                          </div>
                        ) : null
                      }
                      refusalActions={
                        subject.canBeAsked.length > 0 ? (
                          <p className="mt-1">
                            Ask {anyOf(subject.canBeAsked.map(({ name }) => name))}, or{' '}
                            <button type="button" className="underline" onClick={() => setDeskForm('assign')}>
                              assign it
                            </button>
                            .
                          </p>
                        ) : null
                      }
                      rejectPanel={
                        formOpen === 'reject' ? (
                          <RejectPanel
                            draft={draft}
                            onDraftChange={(changed) => setDrafts({ ...drafts, [subject.id]: changed })}
                            onReject={(reason, note) => decide({ verdict: 'reject', reason }, note)}
                            onCancel={closeForm}
                          />
                        ) : null
                      }
                    />
                  </div>
                  <div className="px-4 pb-6 md:max-lg:px-6">
                    <EvidencePane subject={subject} />
                  </div>
                </>
              ) : null}
            </aside>
          </div>
        </div>
      )}
      {subject && formOpen === 'confirm' ? (
        <AlertDialog
          open
          onOpenChange={(isStillOpen) => {
            if (!isStillOpen) setOpen(null);
          }}
          title="Approve this one? Its risk is high."
          description={
            <>
              {subject.riskBecause} It can cost at most{' '}
              {formatMoney(subject.chosen?.offer?.maxCostCents ?? 0, { currency: subject.currency })}, and it cannot be
              called back once it has left.
            </>
          }
          confirmLabel="Approve"
          isDanger={false}
          onConfirm={approve}
        />
      ) : null}
      {subject && isOpen && deskForm ? (
        <DeskDialog
          form={deskForm}
          subject={subject}
          now={pageNow}
          onClose={() => setDeskForm(null)}
          onDone={(isAway) => {
            setDeskForm(null);
            if (isAway) goOn();
            focusDecision();
          }}
        />
      ) : null}
      {isBulkOpen ? (
        <BulkDialog
          rows={state.entries.filter(({ id }) => chosen.has(id))}
          onClose={() => setBulkOpen(false)}
          onJudged={(ids) => {
            for (const id of ids) dispatch({ type: 'gone', id });
            setChosen(new Set());
            setSelected(null, 'replace');
          }}
        />
      ) : null}
      {queue.clash ? (
        <ClashDialog
          clash={queue.clash}
          onClose={queue.closeClash}
          onOpen={(id) => {
            const { note } = queue.clash ?? EMPTY_DRAFT;
            setDrafts({ ...drafts, [id]: { ...(drafts[id] ?? EMPTY_DRAFT), note } });
            queue.closeClash();
            select(id, 'replace');
          }}
        />
      ) : null}
    </div>
  );
}

/** Whether nothing is left out: only then is an empty list an empty inbox. */
function isWholeInbox({ queue, agent, action, channel }: ReviewFilters): boolean {
  return queue === 'all' && !agent && !action && !channel;
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

/** The decision in the URL; a value that is no id is said once and dropped. */
function useSelection(): [string | null, (id: string | null, history: 'push' | 'replace') => void] {
  const [selected, setSelected] = useQueryState(SELECTED, parseAsId);
  const raw = useSearchParams().get(SELECTED);
  const isMalformed = raw !== null && selected === null;
  useEffect(() => {
    if (!isMalformed) return;
    notify({ title: 'That link names no decision', description: 'Here is the queue from its beginning.' });
    void setSelected(null, { history: 'replace' });
  }, [isMalformed, setSelected]);
  return [selected, (id, history) => void setSelected(id, { history })];
}

function mayDecideSoon(state: Parameters<typeof mayDecide>[0]): boolean {
  return mayDecide(state, Number.POSITIVE_INFINITY);
}

/** Turns true once the moment of arming has come; until then the buttons are dead. */
function useArmed(isPainted: boolean, armedAt: number): boolean {
  const [armedFor, setArmedFor] = useState<number | null>(null);
  useEffect(() => {
    if (!isPainted) return;
    const wait = Math.min(Math.max(0, armedAt - performance.now()), ARMING_MS);
    const timer = setTimeout(() => setArmedFor(armedAt), wait);
    return () => clearTimeout(timer);
  }, [isPainted, armedAt]);
  return isPainted && armedFor === armedAt;
}

/** After a verdict the keyboard stands on the next decision, not on a button that would act again. */
function focusDecision(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[data-decision-heading]')?.focus({ preventScroll: true });
  });
}

function nameOf(entries: readonly { id: string; customer: { name: string | null } }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.customer.name ?? 'an unnamed customer';
}

const SAID = { approve: 'Approved', edit: 'Approved as edited', reject: 'Rejected' } as const;

/** "Ada", "Ada or Pat", "Ada, Pat or Sam". */
function anyOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}

function verdictWords({ verdict }: Verdict, subject: ReviewSubject, next: string | null): string {
  const done = `${SAID[verdict]}: ${subject.customer.name ?? 'unnamed customer'}.`;
  return next ? `${done} Next: ${next}.` : `${done} That was the last one.`;
}

function placeWords({ position, total }: { position: number; total: number }): string {
  return `${position} / ${total}`;
}

function readOnlyWords(role: keyof typeof ROLE_NAMES): string {
  const who = rolesWith('review.decide').map((allowed) => ROLE_NAMES[allowed].toLowerCase());
  return `You can look, not decide: you are signed in as ${ROLE_NAMES[role].toLowerCase()}. Ask an ${who.join(' or ')}.`;
}
