'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck, Wrench } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Code } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCount, formatDateTime } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { DeadLetterItem } from '@/server/services/events';
import { MendDialog } from './mend-dialog';

const PAGE_SIZE = 50;

/** Events that could not be used, whole, with the reason and the field; each can be mended and sent in again. */
export function RefusedEvents() {
  const { slug, timezone } = useWorkspace();
  const trpc = useTRPC();
  const [includeResolved, setIncludeResolved] = useQueryState('mended', parseAsBoolean.withDefault(false));
  const [open, setOpen] = useState<DeadLetterItem | null>(null);
  const list = useInfiniteQuery(
    trpc.events.deadLetters.infiniteQueryOptions(
      { workspace: slug, includeResolved, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const columns = useMemo(() => letterColumns(timezone, setOpen), [timezone]);
  return (
    <div className="flex flex-col gap-3">
      <FilterRow>
        <Checkbox
          label="Show those already mended"
          checked={includeResolved}
          onCheckedChange={(checked) => void setIncludeResolved(checked || null)}
        />
      </FilterRow>
      <Card>
        <DataTable
          label="Events that could not be used"
          columns={columns}
          rows={rows}
          rowId={(letter) => letter.id}
          error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={
            <EmptyState
              icon={CircleCheck}
              title="Everything that came in could be used"
              description="An event that is malformed, or that nothing can be made of, waits here with the reason until somebody mends it."
            />
          }
          hasMore={list.hasNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          isLoadingMore={list.isFetchingNextPage}
          countText={rows ? `${formatCount(rows.length)} shown · times in ${timezone}` : undefined}
          skeletonRows={6}
        />
      </Card>
      <MendDialog letter={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function letterColumns(timezone: string, onOpen: (letter: DeadLetterItem) => void): Column<DeadLetterItem>[] {
  return [
    {
      id: 'received',
      header: 'Came in',
      width: '160px',
      showFrom: 'md',
      cell: (letter) => (
        <time dateTime={letter.receivedAt.toISOString()} className="whitespace-nowrap text-fg-muted">
          {formatDateTime(letter.receivedAt, timezone)}
        </time>
      ),
    },
    {
      id: 'reason',
      header: 'Why it could not be used',
      cell: (letter) => (
        <span className="flex flex-col gap-0.5 py-0.5">
          <span className="break-words">{letter.reason}</span>
          <span className="text-xs text-fg-muted">
            {letter.source === 'api' ? 'Refused at the door' : 'Accepted, but nothing could be made of it'}
          </span>
        </span>
      ),
    },
    {
      id: 'field',
      header: 'Field',
      width: '200px',
      showFrom: 'sm',
      onPhone: 'line',
      cell: (letter) =>
        letter.field ? (
          <Code className="break-all whitespace-normal">{letter.field}</Code>
        ) : (
          <span className="text-fg-muted">—</span>
        ),
    },
    {
      id: 'raw',
      header: 'As it came',
      width: '260px',
      showFrom: 'lg',
      cell: (letter) => (
        <span className="line-clamp-1 font-mono text-xs break-all text-fg-muted">{letter.raw.slice(0, 200)}</span>
      ),
    },
    {
      id: 'actions',
      header: '',
      align: 'right',
      width: '112px',
      onPhone: 'aside',
      cell: (letter) =>
        letter.resolvedAt ? (
          <Button size="sm" variant="ghost" aria-label={`Look at: ${letter.reason}`} onClick={() => onOpen(letter)}>
            <CircleCheck aria-hidden className="text-good" /> Mended
          </Button>
        ) : (
          <Button size="sm" aria-label={`Look at and mend: ${letter.reason}`} onClick={() => onOpen(letter)}>
            <Wrench aria-hidden /> Mend
          </Button>
        ),
    },
  ];
}
