'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, History } from 'lucide-react';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';
import type { LevelChangeItem } from '@/server/services/autonomy';
import { CAUSE_WORDS } from './autonomy-words';
import { EvidenceList } from './evidence-list';

const PAGE = 10;

/** How the levels of an agent's actions came to be what they are, each change with its evidence. */
export function LevelHistory({ agentId }: { agentId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.agents.levelChanges.infiniteQueryOptions(
      { workspace: slug, agentId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  return (
    <Card>
      <CardHeader title="Level history" description="Every change of a level, with what was counted for it." />
      <DataTable
        label="Level history"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        error={list.error && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState
            icon={History}
            title="No level has changed yet"
            description="Every action stands at the level it began with. Approvals in a row raise one; rejections, harm and time lower it."
          />
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={4}
      />
    </Card>
  );
}

const COLUMNS: Column<LevelChangeItem>[] = [
  {
    id: 'at',
    header: 'When',
    width: '170px',
    showFrom: 'sm',
    onPhone: 'text',
    cell: ({ at }) => <TimeText at={at} as="absolute" />,
  },
  { id: 'action', header: 'Action', showFrom: 'md', cell: ({ actionName }) => actionName },
  { id: 'change', header: 'Level', width: '88px', onPhone: 'aside', cell: (row) => <Change row={row} /> },
  { id: 'why', header: 'Why', cell: (row) => <Why row={row} /> },
  {
    id: 'by',
    header: 'By',
    width: '150px',
    showFrom: 'md',
    cell: (row) => (row.by ? row.by : <span className="text-fg-muted">{byWords(row)}</span>),
  },
];

/** Who changed a level where no person did. */
function byWords({ cause }: LevelChangeItem): string {
  return cause === 'override' ? 'By the product' : 'By rule';
}

function Change({ row: { from, to } }: { row: LevelChangeItem }) {
  if (to === from) return <span className="whitespace-nowrap text-fg-muted">stays {to}</span>;
  const isUp = to > from;
  const Icon = isUp ? ArrowUp : ArrowDown;
  return (
    <span className="inline-flex items-center gap-1 font-medium tabular-nums whitespace-nowrap">
      <Icon aria-hidden className={isUp ? 'size-3.5 text-good' : 'size-3.5 text-warn'} />
      <span className="sr-only">{isUp ? 'Up from' : 'Down from'}</span>
      {from} to {to}
    </span>
  );
}

function Why({ row }: { row: LevelChangeItem }) {
  return (
    <div className="min-w-0">
      <p>
        <span className="font-medium">{CAUSE_WORDS[row.cause]}.</span> {row.reason}
      </p>
      <p className="text-xs text-fg-muted md:hidden">
        {row.actionName}, {row.by ? `by ${row.by}` : byWords(row).toLowerCase()}
        <span className="sm:hidden">
          , <TimeText at={row.at} as="absolute" />
        </span>
      </p>
      <details>
        <summary className="min-h-6 cursor-pointer text-xs text-fg-muted hover:text-fg">Evidence</summary>
        <EvidenceList evidence={row.evidence} />
      </details>
    </div>
  );
}
