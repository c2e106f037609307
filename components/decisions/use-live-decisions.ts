'use client';

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useEffect, useEffectEvent, useMemo } from 'react';
import { useReading } from '@/components/events/use-reading';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useShortcut } from '@/components/shortcuts';
import { DECISION_PAGE } from '@/lib/decision-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { useDecisionFilters } from './use-decision-filters';

const REFRESH_MS = 2_500;

/**
 * The decisions that the filters leave, and while it is live, those that come. New ones appear by themselves unless
 * somebody is at the list: then they are counted and wait.
 */
export function useLiveDecisions(asked: ReturnType<typeof useDecisionFilters>['asked']) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isLive, setLive] = useQueryState('live', parseAsBoolean.withDefault(false));
  const { region, isReading } = useReading();
  const question = { workspace: slug, limit: DECISION_PAGE, ...asked };
  const shown = trpc.decisions.list.infiniteQueryOptions(question, { getNextPageParam: (page) => page.nextCursor });
  const list = useInfiniteQuery({ ...shown, placeholderData: keepPreviousData });
  const latest = useQuery(
    trpc.decisions.list.queryOptions(question, {
      enabled: isLive,
      refetchInterval: isLive ? REFRESH_MS : false,
      staleTime: 0,
    }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const known = useMemo(() => new Set(rows?.map(({ id }) => id)), [rows]);
  const canTell = isLive && rows !== undefined && !list.isPlaceholderData;
  const fresh = canTell ? (latest.data?.items.filter(({ id }) => !known.has(id)).length ?? 0) : 0;

  function showLatest() {
    if (latest.data) queryClient.setQueryData(shown.queryKey, { pages: [latest.data], pageParams: [null] });
    void queryClient.invalidateQueries(trpc.decisions.count.queryFilter());
  }
  const flow = useEffectEvent(showLatest);
  useEffect(() => {
    if (fresh > 0 && !isReading) flow();
  }, [fresh, isReading]);

  const toggle = () => void setLive(isLive ? null : true);
  useShortcut('decisions.live', toggle);
  return { list, rows, isLive, isReading, fresh, showLatest, toggle, region };
}

export type LiveDecisions = ReturnType<typeof useLiveDecisions>;
