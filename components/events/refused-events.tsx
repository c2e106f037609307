'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CircleCheck, Download, Wrench } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { askedLetters, deadLetterParams, type LETTER_STATES, writeDeadLetterFilters } from '@/lib/dead-letter-params';
import { formatCount, formatDateTime } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { DeadLetterGroup, DeadLetterItem } from '@/server/services/events';
import { LetterActions } from './letter-actions';
import { MendDialog } from './mend-dialog';

const PAGE_SIZE = 50;
const STATES: readonly { value: (typeof LETTER_STATES)[number]; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'replayed', label: 'Sent again' },
  { value: 'discarded', label: 'Discarded' },
];
const ALL = 'all';

/**
 * Events that could not be used, whole, with the reason and the field: each can be mended and sent in again, many at
 * once sent again as they are or put aside.
 */
export function RefusedEvents() {
  const { slug, timezone, may } = useWorkspace();
  const trpc = useTRPC();
  const [chosen, setChosen] = useQueryStates(deadLetterParams);
  const [open, setOpen] = useState<DeadLetterItem | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const asked = askedLetters(chosen);
  const groups = useQuery(trpc.events.deadLetterGroups.queryOptions({ workspace: slug }));
  const list = useInfiniteQuery(
    trpc.events.deadLetters.infiniteQueryOptions(
      { workspace: slug, ...asked, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const columns = useMemo(() => letterColumns(timezone, setOpen), [timezone]);
  const mayMend = may('imports.run') && chosen.state === 'open';
  function choose(next: Parameters<typeof setChosen>[0]) {
    setPicked(new Set());
    void setChosen(next);
  }
  const { state: _, ...filter } = asked;
  return (
    <div className="flex flex-col gap-3">
      <FilterRow>
        <SegmentedControl
          label="Which of them"
          segments={STATES}
          value={chosen.state}
          onValueChange={(state) => choose({ state })}
        />
        <Select
          label="Reason"
          className="sm:w-80"
          options={reasonOptions(groups.data ?? [])}
          value={chosen.code ? reasonKey({ code: chosen.code, field: chosen.field, source: chosen.source ?? '' }) : ALL}
          onValueChange={(key) => choose(readReason(groups.data?.find((group) => reasonKey(group) === key) ?? null))}
        />
        <a
          href={writeDeadLetterFilters(`/api/exports/dead-letters?workspace=${encodeURIComponent(slug)}`, chosen)}
          download
          className={buttonStyles({ size: 'sm' })}
        >
          <Download aria-hidden /> CSV
        </a>
      </FilterRow>
      {mayMend && rows && rows.length > 0 ? (
        <LetterActions
          picked={picked}
          filter={filter}
          openCount={openCount(groups.data ?? [], filter)}
          onDone={() => setPicked(new Set())}
        />
      ) : null}
      <Card>
        <DataTable
          label="Events that could not be used"
          columns={columns}
          rows={rows}
          rowId={(letter) => letter.id}
          selection={mayMend ? { ids: picked, onChange: setPicked, nameOf: (letter) => letter.reason } : undefined}
          error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={<NoLetters isFiltered={chosen.code !== null} state={chosen.state} onClear={() => choose(null)} />}
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

type NoLettersProps = { isFiltered: boolean; state: (typeof LETTER_STATES)[number]; onClear: () => void };

function NoLetters({ isFiltered, state, onClear }: NoLettersProps) {
  if (isFiltered || state !== 'open') {
    return (
      <EmptyState
        icon={CircleCheck}
        title={state === 'open' ? 'No open event of this kind' : 'None'}
        description={
          state === 'discarded'
            ? 'Events that somebody puts aside are kept here with the reason.'
            : 'Events that were sent in again are kept here as they first came.'
        }
        actions={<Button onClick={onClear}>Show all that are open</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={CircleCheck}
      title="Everything that came in could be used"
      description="An event that is malformed, or that nothing can be made of, waits here with the reason until somebody mends it."
    />
  );
}

function reasonKey({ code, field, source }: { code: string; field: string | null; source: string }): string {
  return [code, field ?? '', source].join('\n');
}

function readReason(group: DeadLetterGroup | null) {
  if (!group) return { code: null, field: null, source: null };
  return {
    code: group.code,
    field: group.field,
    source: group.source === 'api' ? ('api' as const) : ('processing' as const),
  };
}

function reasonOptions(groups: readonly DeadLetterGroup[]) {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  return [
    { value: ALL, label: `All reasons (${formatCount(total)})` },
    ...groups.map((group) => ({
      value: reasonKey(group),
      label: `${group.code.replaceAll('_', ' ')}${group.field ? `: ${group.field}` : ''} (${formatCount(group.count)})`,
    })),
  ];
}

function openCount(
  groups: readonly DeadLetterGroup[],
  filter: { code?: string; field?: string; source?: string },
): number {
  return groups
    .filter(
      ({ code, field, source }) =>
        (!filter.code || code === filter.code) &&
        (!filter.field || field === filter.field) &&
        (!filter.source || source === filter.source),
    )
    .reduce((sum, { count }) => sum + count, 0);
}

function letterColumns(timezone: string, onOpen: (letter: DeadLetterItem) => void): Column<DeadLetterItem>[] {
  return [
    {
      id: 'reason',
      header: 'Why it could not be used',
      cell: (letter) => (
        <span className="flex flex-col gap-0.5 py-0.5">
          <span className="break-words">{letter.reason}</span>
          <span className="text-xs text-fg-muted">
            {letter.resolutionNote ??
              (letter.source === 'api' ? 'Refused at the door' : 'Accepted, but nothing could be made of it')}
          </span>
        </span>
      ),
    },
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
            Look
          </Button>
        ) : (
          <Button size="sm" aria-label={`Look at and mend: ${letter.reason}`} onClick={() => onOpen(letter)}>
            <Wrench aria-hidden /> Mend
          </Button>
        ),
    },
  ];
}
