'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyLine } from '@/components/ui/empty-line';
import { useTRPC } from '@/lib/trpc/client';
import type { BreachItem } from '@/server/services/breaches';

const PAGE = 10;

/** What people reported about an agent's messages, each with the way to its decision. */
export function AgentBreaches({ agentId }: { agentId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.breaches.list.infiniteQueryOptions(
      { workspace: slug, agentId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  return (
    <Card>
      <CardHeader
        title="Reported problems"
        description="Messages of which people say that a guardrail should have stopped them. Each takes autonomy down."
        actions={<LinkButton href={to('/metrics/reported_breaches')}>Over time</LinkButton>}
      />
      <DataTable
        label="Reported problems"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={({ decisionId }) => to(`/decisions/${decisionId}`)}
        error={list.error && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyLine title="No problem was reported">
            Whoever finds one reports it on the receipt of the decision.
          </EmptyLine>
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={2}
      />
    </Card>
  );
}

const COLUMNS: Column<BreachItem>[] = [
  { id: 'at', header: 'When', width: '170px', cell: ({ at }) => <TimeText at={at} as="absolute" /> },
  { id: 'guardrail', header: 'Should have stopped it', width: '190px', cell: ({ guardrailName }) => guardrailName },
  { id: 'action', header: 'Action', showFrom: 'md', cell: ({ actionName }) => actionName },
  { id: 'note', header: 'What was wrong', showFrom: 'sm', cell: ({ note }) => note ?? '—' },
  { id: 'by', header: 'By', width: '150px', showFrom: 'md', cell: ({ by }) => by ?? 'The product' },
];
