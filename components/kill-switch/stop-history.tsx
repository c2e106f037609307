'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleSlash } from 'lucide-react';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';
import type { PastStop } from '@/server/services/kill-switch';
import { stopperName } from './stop-words';

const PAGE = 10;

/** Every stop that held an agent: who stopped it and why, who resumed and why. */
export function StopHistory({ agentId }: { agentId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.killSwitch.history.infiniteQueryOptions(
      { workspace: slug, agentId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  return (
    <Card>
      <CardHeader
        title="Stops"
        description="When the kill switch held it, alone or with everything else. Touchstone pulls it by itself when it decides far more than it ever did."
      />
      <DataTable
        label="Stops"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        error={list.error && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState
            icon={CircleSlash}
            title="It was never stopped"
            description="The kill switch is at the top of every page."
          />
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={2}
      />
    </Card>
  );
}

const COLUMNS: Column<PastStop>[] = [
  {
    id: 'stopped',
    header: 'Stopped',
    width: '170px',
    showFrom: 'sm',
    onPhone: 'text',
    cell: ({ stoppedAt }) => <TimeText at={stoppedAt} as="absolute" />,
  },
  { id: 'what', header: 'What', width: '180px', showFrom: 'md', cell: ({ targetName }) => targetName },
  { id: 'why', header: 'Why', cell: (stop) => <Why stop={stop} /> },
  { id: 'resumed', header: 'Resumed', cell: (stop) => <Resumed stop={stop} /> },
];

function Why({ stop }: { stop: PastStop }) {
  return (
    <div className="min-w-0">
      <p>{stop.reason ? `${stop.reason}.` : 'No reason given.'}</p>
      <p className="text-xs text-fg-muted">By {stopperName(stop)}</p>
    </div>
  );
}

function Resumed({ stop: { resumedAt, resumedBy, resumeReason } }: { stop: PastStop }) {
  if (!resumedAt) {
    return (
      <Badge tone="bad" icon={STATUS_ICONS.stopped}>
        Still stopped
      </Badge>
    );
  }
  return (
    <div className="min-w-0">
      <p>{resumeReason}</p>
      <p className="text-xs text-fg-muted">
        By {resumedBy ?? 'somebody'}, <TimeText at={resumedAt} as="absolute" />
      </p>
    </div>
  );
}
