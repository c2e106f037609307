'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';
import { ADVICE, dayText, stepText, VERDICT_WORDS } from '@/lib/words/gate-words';
import type { RolloutDecisionItem } from '@/server/services/rollout';

const PAGE = 10;

/** What was decided at the gates, by whom and why; read-only for ever. */
export function DecisionHistory() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.rollout.decisions.infiniteQueryOptions(
      { workspace: slug, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  return (
    <Card>
      <CardHeader
        title="Decisions"
        description="Each with the gate as it stood. They stand in the audit log, and nobody can change them."
      />
      <DataTable
        label="Decisions at the gates"
        columns={COLUMNS}
        rows={rows}
        rowId={({ seq }) => String(seq)}
        error={list.error && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState icon={History} title="Nothing was decided yet" description="The first one begins the rollout." />
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={2}
      />
    </Card>
  );
}

const COLUMNS: Column<RolloutDecisionItem>[] = [
  {
    id: 'verdict',
    header: 'Decision',
    width: '220px',
    cell: ({ verdict, to }) => (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={VERDICT_WORDS[verdict].tone}>{VERDICT_WORDS[verdict].word}</Badge>
        <span>{stepText(to)}</span>
      </span>
    ),
  },
  { id: 'why', header: 'Why', cell: (decision) => <Why decision={decision} /> },
  {
    id: 'advice',
    header: 'The figures advised',
    width: '170px',
    onPhone: 'line',
    cell: ({ recommendation, criteria }) => {
      if (!recommendation) return <span className="text-fg-muted">—</span>;
      const met = criteria.filter(({ status }) => status === 'met').length;
      return `${ADVICE[recommendation].word}, ${met} of ${criteria.length} met`;
    },
  },
  {
    id: 'by',
    header: 'By',
    width: '220px',
    cell: ({ by, at }) => (
      <span>
        {by ?? 'Touchstone'}, <TimeText at={at} as="absolute" />
      </span>
    ),
  },
];

function Why({ decision: { reason, conditions, reviewOn } }: { decision: RolloutDecisionItem }) {
  return (
    <div className="min-w-0">
      <p className="whitespace-pre-wrap">{reason}</p>
      {conditions ? (
        <p className="text-xs whitespace-pre-wrap text-fg-muted">
          Hangs on: {conditions} {reviewOn ? `Looked at again on ${dayText(reviewOn)}.` : null}
        </p>
      ) : null}
    </div>
  );
}
