'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';
import type { MessageListItem } from '@/server/services/messages';
import type { useSandboxFilters } from './use-sandbox-filters';

const LOOKED_AT = 20;
const REFRESH_MS = 8_000;

/** How many messages have come since the list was read (counted up to 20): they wait, so that nothing moves by itself. */
export function useNewMessages(
  asked: ReturnType<typeof useSandboxFilters>['asked'],
  rows: readonly MessageListItem[] | undefined,
): number {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.messages.list.queryOptions(
      { workspace: slug, ...asked, limit: LOOKED_AT },
      { enabled: rows !== undefined, refetchInterval: REFRESH_MS },
    ),
  );
  if (!data || !rows) return 0;
  const known = new Set(rows.map((row) => row.id));
  const newest = rows[0]?.sendAt.getTime() ?? 0;
  return data.items.filter((item) => !known.has(item.id) && item.sendAt.getTime() >= newest).length;
}
