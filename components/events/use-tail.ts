'use client';

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';
import { freshEvents } from './fresh-events';

const PAGE_SIZE = 50;
const REFRESH_MS = 2_500;

/**
 * Events as they come. The list that is shown changes only while `isFlowing`, or when asked to: what has come
 * meanwhile is counted and waits.
 */
export function useTail({ name, isFlowing, isPaused }: { name: string; isFlowing: boolean; isPaused: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const asked = { workspace: slug, limit: PAGE_SIZE, ...(name && { name }) };
  const shownQuery = trpc.events.recent.infiniteQueryOptions(asked, { getNextPageParam: (page) => page.nextCursor });
  const list = useInfiniteQuery({
    ...shownQuery,
    placeholderData: keepPreviousData,
    // It changes when its reader lets it, not when the window gets the focus.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const latest = useQuery(
    trpc.events.recent.queryOptions(asked, { refetchInterval: isPaused ? false : REFRESH_MS, staleTime: 0 }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const fresh = list.isPlaceholderData ? freshEvents(undefined, undefined) : freshEvents(rows, latest.data);

  function showLatest() {
    if (latest.data) queryClient.setQueryData(shownQuery.queryKey, { pages: [latest.data], pageParams: [null] });
  }
  const flow = useEffectEvent(showLatest);
  useEffect(() => {
    if (isFlowing && fresh.count > 0) flow();
  }, [isFlowing, fresh.count]);

  return { list, rows, fresh, showLatest };
}
