'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import { v4 } from 'uuid';
import type { ReviewRow } from '@/components/decisions/decision-data';
import { withLocalTimes } from '@/components/decisions/local-times';
import { useWorkspace } from '@/components/layout/workspace-context';
import { dismiss, notify } from '@/components/ui/toast';
import type { ReviewEdit } from '@/domain/review/review-edit';
import type { RejectReason } from '@/domain/review/review-item';
import { SECOND } from '@/domain/shared/time';
import { plural } from '@/lib/format';
import type { askedReviews } from '@/lib/review-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import { httpStatusOf } from '@/lib/trpc/query-client';
import { nameOf } from './inbox-words';
import { emptyQueue, mayDecide, neighbour, type QueueAction, queueReducer } from './queue';

const REFRESH_MS = 10 * SECOND;
const CONFLICT = 409;
const UNDO_SHOWN_MS = 10 * SECOND;
const VERDICT_WORDS = { approve: 'Approved', edit: 'Approved as edited', reject: 'Rejected' } as const;

export type Verdict =
  | { verdict: 'approve' }
  | { verdict: 'edit'; edit: ReviewEdit }
  | { verdict: 'reject'; reason: RejectReason };
/** A verdict that came too late, with what the person had typed. */
export type Clash = { decisionId: string; message: string; verdict: Verdict['verdict']; note: string };
/** What came of a verdict once the server answered. */
export type Answer = { kind: 'given' | 'stopped' } | { kind: 'refused'; message: string };
/** The verdict that `Z` takes back: what it was, and the answer that is still to come. */
type LastGiven = {
  decisionId: string;
  /** Whom it is about. */
  name: string;
  /** How long it can be taken back. */
  undoSeconds: number;
  toast: string | null;
  answer: Promise<unknown>;
};

/** The queue of one person, kept with the server: what is on screen, what is under way, what clashed. */
export function useReviewQueue(
  selectedId: string | null,
  asked: ReturnType<typeof askedReviews>,
  onUndone: (id: string) => void,
) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug, timezone, may } = useWorkspace();
  // Who comes back to the window sees what others decided meanwhile, however fresh the last answer is.
  const list = useQuery(
    trpc.review.list.queryOptions(
      { workspace: slug, ...asked },
      { refetchInterval: REFRESH_MS, refetchOnWindowFocus: 'always' },
    ),
  );
  const [state, dispatch] = useReducer(queueReducer<ReviewRow>, list.data, (data) => {
    const fresh = emptyQueue<ReviewRow>(selectedId);
    return data ? queueReducer(fresh, listing(data)) : fresh;
  });
  const [clash, setClash] = useState<Clash | null>(null);

  // The count beside "Inbox" is the list's own: two that were asked for at other moments would differ.
  const tellCount = useEffectEvent((count: number) => {
    if (state.pending.length === 0) client.setQueryData(trpc.review.count.queryKey({ workspace: slug }), count);
  });
  useEffect(() => {
    if (!list.data) return;
    dispatch(listing(list.data));
    tellCount(list.data.counts.all);
  }, [list.data]);
  // Who may judge has come: from the first time on the clocks of what waits run.
  const attend = useMutation(
    trpc.review.attend.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.review.pathKey() }),
    }),
  );
  const isFirst = list.data?.isAttended === false && may('review.decide');
  useEffect(() => {
    if (isFirst) attend.mutate({ workspace: slug });
  }, [isFirst, attend.mutate, slug]);
  useEffect(() => {
    if (selectedId) dispatch({ type: 'selected', id: selectedId });
  }, [selectedId]);

  const warm = useCallback(
    (id: string) =>
      void client.prefetchQuery(
        trpc.review.get.queryOptions({ workspace: slug, decisionId: id }, { staleTime: REFRESH_MS }),
      ),
    [client, trpc, slug],
  );
  const nextId = neighbour(state, 1);
  const afterNextId = neighbour(state, 2);
  useEffect(() => {
    if (nextId) warm(nextId);
    if (afterNextId) warm(afterNextId);
  }, [nextId, afterNextId, warm]);

  const last = useRef<LastGiven | null>(null);
  // The same press told again, after an answer was lost, is the same verdict.
  const keys = useRef(new Map<string, string>());
  const decide = useMutation(
    trpc.review.decide.mutationOptions({
      // Without a connection a verdict fails at once; it is never kept to be sent later.
      networkMode: 'always',
      onSuccess({ outcome, reason, undoUntil }, { decisionId, verdict }) {
        dispatch({ type: 'confirmed', id: decisionId });
        if (isStopped(outcome)) tellOfStop(reason, timezone);
        else if (undoUntil && last.current?.decisionId === decisionId) {
          last.current.toast = notify({
            tone: 'good',
            title: `${VERDICT_WORDS[verdict]}: ${last.current.name}`,
            description: verdict === 'reject' ? undefined : heldWords(last.current.undoSeconds),
            durationMs: Math.min(UNDO_SHOWN_MS, last.current.undoSeconds * SECOND),
            action: { label: 'Undo (Z)', onClick: () => void undo() },
          });
        }
        void client.invalidateQueries({ queryKey: trpc.decisions.pathKey() });
        void client.invalidateQueries({ queryKey: trpc.review.pathKey(), refetchType: 'active' });
      },
      onError(error, { decisionId, verdict, note }) {
        const isStale = httpStatusOf(error) === CONFLICT;
        dispatch({ type: 'refused', id: decisionId });
        if (last.current?.decisionId === decisionId) last.current = null;
        void client.invalidateQueries({ queryKey: trpc.review.pathKey() });
        if (isStale) setClash({ decisionId, verdict, note: note ?? '', message: error.message });
        else notify({ tone: 'bad', title: 'The verdict was not recorded', description: refusalWords(error) });
      },
    }),
  );

  // What goes wrong is said below, once.
  const takeBack = useMutation(trpc.review.undo.mutationOptions({ networkMode: 'always', onError: () => {} }));

  /** Takes the last verdict back, once the server has it; answers the decision that waits again, or null. */
  async function undo(): Promise<string | null> {
    const given = last.current;
    if (!given) {
      notify({ title: 'There is nothing to undo', description: 'Only the last verdict of this visit can be undone.' });
      return null;
    }
    last.current = null;
    if (given.toast) dismiss(given.toast);
    try {
      await given.answer;
      await takeBack.mutateAsync({ workspace: slug, decisionId: given.decisionId });
    } catch (error) {
      notify({ tone: 'bad', title: 'It was not taken back', description: (error as Error).message });
      return null;
    }
    await readAnew(given.decisionId);
    dispatch({ type: 'undone', id: given.decisionId });
    void client.invalidateQueries({ queryKey: trpc.review.pathKey() });
    void client.invalidateQueries({ queryKey: trpc.decisions.pathKey() });
    onUndone(given.decisionId);
    return given.decisionId;
  }

  /** What waits again has another version: what is known of it from before must not be judged. */
  async function readAnew(decisionId: string): Promise<void> {
    const asked = trpc.review.get.queryOptions({ workspace: slug, decisionId }, { staleTime: 0 });
    try {
      await client.fetchQuery(asked);
    } catch {
      client.removeQueries({ queryKey: asked.queryKey });
    }
  }

  /** Gives a verdict on what is painted; null when the press came too early or while offline. Never rejects. */
  function give(verdict: Verdict, note: string, { undoSeconds }: { undoSeconds: number }): Promise<Answer> | null {
    const at = performance.now();
    const shown = state.painted;
    if (!shown || !mayDecide(state, at)) {
      dispatch({ type: 'pressed', at });
      return null;
    }
    if (!navigator.onLine) {
      notify({ tone: 'bad', title: 'You are offline', description: 'Nothing was recorded. Try again once connected.' });
      return null;
    }
    dispatch({ type: 'decided', ...shown, at });
    // The count beside "Inbox" follows at once; the answer brings the server's own.
    client.setQueryData(trpc.review.count.queryKey({ workspace: slug }), (count) => count && count - 1);
    const base = { workspace: slug, decisionId: shown.id, version: shown.version, note: note.trim() || undefined };
    const press = `${shown.id}:${shown.version}:${JSON.stringify(verdict)}`;
    const key = keys.current.get(press) ?? v4();
    keys.current.set(press, key);
    if (last.current?.toast) dismiss(last.current.toast);
    const answer = decide
      .mutateAsync({ ...base, ...verdict, key })
      .then(({ outcome }): Answer => ({ kind: isStopped(outcome) ? 'stopped' : 'given' }))
      .catch((error: Error): Answer => ({ kind: 'refused', message: error.message }));
    last.current = { decisionId: shown.id, name: nameOf(state.entries, shown.id), undoSeconds, toast: null, answer };
    return answer;
  }

  return { list, state, dispatch, give, undo, warm, clash, closeClash: () => setClash(null) };
}

function listing(data: { items: ReviewRow[]; total: number; now: Date }): QueueAction<ReviewRow> {
  return { type: 'listed', entries: data.items, serverTotal: data.total, now: data.now };
}

function isStopped(outcome: string): boolean {
  return outcome === 'blocked' || outcome === 'cancelled';
}

/** Approved, and yet it does not leave: the world had changed since it was proposed. */
function tellOfStop(reason: string | null, timezone: string): void {
  const description = reason ? withLocalTimes(reason, timezone) : undefined;
  notify({ tone: 'bad', title: 'Approved, but it is not sent', description });
}

function heldWords(undoSeconds: number): string {
  return `It is held for ${plural(undoSeconds, 'second')} before it can leave.`;
}

function refusalWords(error: { message: string }): string {
  return httpStatusOf(error) === undefined
    ? 'The server gave no answer. The decision is back in the queue; try again.'
    : `${error.message} The decision is back in the queue.`;
}
