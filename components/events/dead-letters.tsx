'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Code } from '@/components/ui/code';
import { Drawer } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';
import type { DeadLetterItem } from '@/server/services/events';
import { MendForm } from './mend-form';

const PAGE_SIZE = 50;
const REFRESH_MS = 10_000;

/** Events that could not be used, with what is wrong with each; they can be mended and sent again. */
export function DeadLetters() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const [includeResolved, setIncludeResolved] = useQueryState('mended', parseAsBoolean.withDefault(false));
  const [open, setOpen] = useState<DeadLetterItem | null>(null);
  const letters = useInfiniteQuery(
    trpc.events.deadLetters.infiniteQueryOptions(
      { workspace: slug, includeResolved, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: REFRESH_MS },
    ),
  );
  const rows = useMemo(() => letters.data?.pages.flatMap((page) => page.items), [letters.data]);
  const columns = useMemo(() => columnsOf(setOpen), []);
  return (
    <div className="flex flex-col gap-3">
      <FilterRow>
        <Checkbox
          label="Show mended ones too"
          checked={includeResolved}
          onCheckedChange={(checked) => void setIncludeResolved(checked)}
        />
      </FilterRow>
      <Card>
        <DataTable
          label="Dead letters"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          error={
            letters.error && !letters.data
              ? { message: letters.error.message, onRetry: () => void letters.refetch() }
              : null
          }
          empty={
            <EmptyState
              icon={MailCheck}
              title="Nothing is wrong"
              description="Every event that came could be used. One that cannot is kept here whole, with the field that is wrong."
            />
          }
          hasMore={letters.hasNextPage}
          onLoadMore={() => void letters.fetchNextPage()}
          isLoadingMore={letters.isFetchingNextPage}
        />
      </Card>
      <Drawer
        open={open !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setOpen(null);
        }}
        title="An event that could not be used"
        className="w-[min(92vw,640px)]"
      >
        {open ? <MendForm key={open.id} letter={open} onMended={() => setOpen(null)} /> : null}
      </Drawer>
    </div>
  );
}

function columnsOf(onOpen: (letter: DeadLetterItem) => void): Column<DeadLetterItem>[] {
  return [
    {
      id: 'reason',
      header: 'What is wrong',
      cell: (row) => (
        <button
          type="button"
          onClick={() => onOpen(row)}
          className="min-h-6 rounded-sm text-left font-medium underline-offset-2 hover:underline"
        >
          {row.reason}
        </button>
      ),
    },
    {
      id: 'field',
      header: 'Field',
      width: '200px',
      showFrom: 'md',
      cell: (row) => (row.field ? <Code>{row.field}</Code> : null),
    },
    {
      id: 'source',
      header: 'Where',
      width: '130px',
      showFrom: 'lg',
      cell: (row) => <span className="text-fg-muted">{row.source === 'api' ? 'at the door' : 'in processing'}</span>,
    },
    {
      id: 'received',
      header: 'Received',
      width: '150px',
      cell: (row) => <TimeText at={row.receivedAt} as="absolute" />,
    },
    {
      id: 'state',
      header: 'State',
      width: '110px',
      showFrom: 'sm',
      cell: (row) => (row.resolvedAt ? <Badge tone="good">Mended</Badge> : <Badge tone="warn">Open</Badge>),
    },
  ];
}
