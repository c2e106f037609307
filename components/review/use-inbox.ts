'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { askedReviews, type ReviewFilters } from '@/lib/review-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { DeskForm } from './desk-dialog';
import { type EditDraft, editOf } from './edit-draft';
import type { EditedVerdicts } from './edit-standing';
import { nameOf, readOnlyWords, verdictWords } from './inbox-words';
import { mayDecide, neighbour, progress } from './queue';
import type { RejectDraft } from './reject-panel';
import { useArmed } from './use-armed';
import { useClaim } from './use-claim';
import { type ClockReading, useWorkspaceNow } from './use-page-clock';
import { useReviewQueue, type Verdict } from './use-review-queue';
import { useSelection } from './use-selection';

const EMPTY_DRAFT: RejectDraft = { reason: null, note: '' };

/** A form over or in place of the verdict, and the decision it is about: another one on screen closes it. */
type OpenForm = { form: 'reject' | 'confirm' | 'edit' | DeskForm; id: string };

export type Inbox = ReturnType<typeof useInbox>;

/** One person at work in the inbox: what is on screen, what may be done with it, and the doing. */
export function useInbox(filters: ReviewFilters) {
  const trpc = useTRPC();
  const { slug, now, isVirtual, person, may } = useWorkspace();
  const [selected, setSelected] = useSelection();
  const [said, setSaid] = useState('');
  const [open, setOpen] = useState<OpenForm | null>(null);
  const [drafts, setDrafts] = useState<Record<string, RejectDraft>>({});
  const [edits, setEdits] = useState<Record<string, EditDraft>>({});
  const [checked, setChecked] = useState<{ id: string; edited: EditedVerdicts | null }>({ id: '', edited: null });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isBulkOpen, setBulkOpen] = useState(false);
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
  const isGone = subject !== undefined && !isOpen;
  // What somebody else has judged takes its form with it; what was typed is kept beside what became of it.
  const formOpen = open && open.id === currentId && !isGone ? open.form : null;
  const forbidden = may('review.decide') ? null : readOnlyWords(person.role);
  const claim = useClaim(currentId, subject?.desk.claim ?? null, forbidden === null && isOpen);
  // While a form is open, or still on its way, no key acts on what lies under it.
  const isFree = formOpen === null && !isBulkOpen;
  const canAct = forbidden === null && isOpen && isFree && claim.other === null;
  const isArmed = useArmed(state) && isOpen;
  const keptEdit = currentId ? edits[currentId] : undefined;
  const hasEdit = Boolean(keptEdit && subject?.chosen && editOf(subject.chosen, keptEdit, now) !== null);

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
  // The list knows it no more: somebody may have judged it meanwhile.
  const isUnlisted = Boolean(isOpen && list.data && !list.data.items.some(({ id }) => id === currentId));
  useEffect(() => {
    if (isUnlisted && list.dataUpdatedAt > detail.dataUpdatedAt) void detail.refetch();
  }, [isUnlisted, list.dataUpdatedAt, detail.dataUpdatedAt, detail.refetch]);

  /** Opens a form about the decision on screen, if a press now is about what the person sees. */
  function openForm(form: OpenForm['form']) {
    if (currentId && mayDecide(state, performance.now())) setOpen({ form, id: currentId });
  }
  function select(id: string | null, history: 'push' | 'replace') {
    if (id) dispatch({ type: 'selected', id });
    setOpen(null);
    setSelected(id, history);
  }
  function move(by: number) {
    const id = neighbour(state, by);
    if (id) select(id, 'replace');
  }
  function decide(verdict: Verdict, note: string) {
    const answer = subject && queue.give(verdict, note, subject);
    if (!answer) return;
    const next = neighbour(state, 1) ?? neighbour(state, -1);
    setOpen(null);
    setSelected(next, 'replace');
    const nextName = next ? nameOf(state.entries, next) : null;
    void answer.then((came) => setSaid(verdictWords(verdict, came, subject, nextName)));
    focusDecision();
  }
  function approve() {
    // While the editor is open, what is approved is what stands in it, and that has a button of its own.
    if (!subject || subject.approveRefusal || formOpen === 'edit') return;
    if (subject.risk === 'high' && formOpen !== 'confirm') openForm('confirm');
    else decide({ verdict: 'approve' }, draftFor(subject.id).note);
  }
  function toggle(id: string) {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }
  function draftFor(id: string): RejectDraft {
    return drafts[id] ?? EMPTY_DRAFT;
  }
  function closeForm() {
    setOpen(null);
    focusDecision();
  }
  /** What is on screen left the queue by another way than a verdict. */
  function goOn() {
    if (!currentId) return;
    const next = neighbour(state, 1) ?? state.entries.find((entry) => entry.id !== currentId)?.id ?? null;
    dispatch({ type: 'gone', id: currentId });
    setSelected(next, 'replace');
  }

  return {
    queue,
    state,
    list,
    detail,
    subject,
    isOpen,
    clock,
    pageNow: useWorkspaceNow(clock),
    selected,
    // What waits no longer has no place among what waits.
    place: isGone ? null : progress(state),
    forbidden,
    claim,
    canAct,
    isArmed,
    isFree,
    formOpen,
    said,
    chosen,
    isBulkOpen,
    edits,
    hasEdit,
    /** What the guardrails say of the words in the open editor; null where none is open or nothing is changed in it. */
    edited: formOpen === 'edit' && checked.id === currentId ? checked.edited : null,
    openForm,
    closeForm,
    select,
    move,
    decide,
    approve,
    toggle,
    goOn,
    draftFor,
    setDraft: (id: string, draft: RejectDraft) => setDrafts((all) => ({ ...all, [id]: draft })),
    setEdit: (id: string, draft: EditDraft) => setEdits((all) => ({ ...all, [id]: draft })),
    setChecked: useCallback((id: string, edited: EditedVerdicts | null) => setChecked({ id, edited }), []),
    clearChosen: () => setChosen(new Set()),
    setBulkOpen,
    show: () => dispatch({ type: 'arrivalsShown' }),
  };
}

/** After a verdict the keyboard stands on the next decision, not on a button that would act again. */
function focusDecision(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[data-decision-heading]')?.focus({ preventScroll: true });
  });
}
