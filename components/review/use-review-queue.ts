'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useState } from 'react';
import type { ReviewRow } from '@/components/decisions/decision-data';
import { withLocalTimes } from '@/components/decisions/local-times';
import { useWorkspace } from '@/components/layout/workspace-context';
import { notify } from '@/components/ui/toast';
import type { RejectReason } from '@/domain/review/review-item';
import { SECOND } from '@/domain/shared/time';
import { useTRPC } from '@/lib/trpc/client';
import { httpStatusOf } from '@/lib/trpc/query-client';
import { emptyQueue, mayDecide, neighbour, type QueueAction, queueReducer } from './queue';

const REFRESH_MS = 10 * SECOND;
export const PAGE_SIZE = 50;
const CONFLICT = 409;

export type Verdict = { verdict: 'approve' } | { verdict: 'reject'; reason: RejectReason };
/** A verdict that came too late, with what the person had typed. */
export type Clash = { decisionId: string; message: string; verdict: Verdict['verdict']; note: string };

/** The queue of one person, kept with the server: what is on screen, what is under way, what clashed. */
export function useReviewQueue(selectedId: string | null) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug, timezone } = useWorkspace();
  const list = useQuery(
    trpc.review.list.queryOptions({ workspace: slug, limit: PAGE_SIZE }, { refetchInterval: REFRESH_MS }),
  );
  const [state, dispatch] = useReducer(queueReducer<ReviewRow>, list.data, (data) => {
    const fresh = emptyQueue<ReviewRow>(selectedId);
    return data ? queueReducer(fresh, listing(data)) : fresh;
  });
  const [clash, setClash] = useState<Clash | null>(null);

  useEffect(() => {
    if (list.data) dispatch(listing(list.data));
  }, [list.data]);
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

  const decide = useMutation(
    trpc.review.decide.mutationOptions({
      // Without a connection a verdict fails at once; it is never kept to be sent later.
      networkMode: 'always',
      onSuccess({ outcome, reason }, { decisionId, verdict }) {
        dispatch({ type: 'confirmed', id: decisionId });
        if (verdict === 'approve' && outcome !== 'approved') tellOfStop(reason, timezone);
        void client.invalidateQueries({ queryKey: trpc.decisions.pathKey() });
        void client.invalidateQueries({ queryKey: trpc.review.pathKey(), refetchType: 'active' });
      },
      onError(error, { decisionId, verdict, note }) {
        const isStale = httpStatusOf(error) === CONFLICT;
        dispatch({ type: 'refused', id: decisionId });
        void client.invalidateQueries({ queryKey: trpc.review.pathKey() });
        if (isStale) setClash({ decisionId, verdict, note: note ?? '', message: error.message });
        else notify({ tone: 'bad', title: 'The verdict was not recorded', description: refusalWords(error) });
      },
    }),
  );

  /** Gives a verdict on what is painted; false when the press came too early or while offline. */
  function give(verdict: Verdict, note: string): boolean {
    const at = performance.now();
    const shown = state.painted;
    if (!shown || !mayDecide(state, at)) {
      dispatch({ type: 'pressed', at });
      return false;
    }
    if (!navigator.onLine) {
      notify({ tone: 'bad', title: 'You are offline', description: 'Nothing was recorded. Try again once connected.' });
      return false;
    }
    dispatch({ type: 'decided', ...shown, at });
    const base = { workspace: slug, decisionId: shown.id, version: shown.version, note: note.trim() || undefined };
    decide.mutate({ ...base, ...verdict });
    return true;
  }

  return { list, state, dispatch, give, warm, clash, closeClash: () => setClash(null) };
}

function listing(data: { items: ReviewRow[]; total: number; now: Date }): QueueAction<ReviewRow> {
  return { type: 'listed', entries: data.items, serverTotal: data.total, now: data.now };
}

/** Approved, and yet it does not leave: the world had changed since it was proposed. */
function tellOfStop(reason: string | null, timezone: string): void {
  const description = reason ? withLocalTimes(reason, timezone) : undefined;
  notify({ tone: 'bad', title: 'Approved, but it is not sent', description });
}

function refusalWords(error: { message: string }): string {
  return httpStatusOf(error) === undefined
    ? 'The server gave no answer. The decision is back in the queue; try again.'
    : `${error.message} The decision is back in the queue.`;
}
