'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, Plus, ShieldUser } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { NoMatch } from '@/components/ui/no-match';
import { Notice } from '@/components/ui/notice';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { SkeletonLines } from '@/components/ui/skeleton';
import { REQUEST_KINDS, REQUEST_VIEWS, type RequestKind, type RequestView } from '@/domain/privacy/request';
import { formatCount, plural } from '@/lib/format';
import { askedRequests, REQUEST_PAGE, requestFilterParams, writeRequestFilters } from '@/lib/privacy-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { PrivacyRequestItem } from '@/server/services/privacy';
import { DeadlineCell } from './deadline';
import { KIND_WORDS, REGIME_WORDS, sourceWords, VIEW_WORDS } from './privacy-words';
import { RequestStatusBadge } from './request-status-badge';

const RequestForm = dynamic(() => import('./request-form').then((module) => module.RequestForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={8} />,
});

const REFRESH_MS = 30_000;

const COLUMNS: readonly Column<PrivacyRequestItem>[] = [
  {
    id: 'kind',
    header: 'Asked for',
    cell: ({ kind, regime }) => (
      <span className="flex flex-col gap-0.5 py-0.5">
        <span className="font-medium">{KIND_WORDS[kind].label}</span>
        <span className="text-xs text-fg-muted">{REGIME_WORDS[regime].label}</span>
      </span>
    ),
  },
  {
    id: 'who',
    header: 'Who',
    onPhone: 'text',
    cell: ({ identifier, customerId }) =>
      identifier ? (
        <span className="flex flex-col gap-0.5 py-0.5">
          <span className="break-all">{identifier}</span>
          {customerId ? null : <span className="text-xs text-fg-muted">Nobody is known by this</span>}
        </span>
      ) : (
        <span className="text-fg-muted">Erased</span>
      ),
  },
  { id: 'status', header: 'Status', onPhone: 'aside', cell: ({ status }) => <RequestStatusBadge status={status} /> },
  { id: 'due', header: 'Deadline', onPhone: 'text', cell: (request) => <DeadlineCell request={request} /> },
  {
    id: 'received',
    header: 'Received',
    showFrom: 'lg',
    cell: ({ receivedAt, source }) => (
      <span className="flex flex-col gap-0.5 py-0.5">
        <TimeText at={receivedAt} as="absolute" />
        <span className="text-xs text-fg-muted">{sourceWords(source)}</span>
      </span>
    ),
  },
];

/** What people ask about their data: what is open, by when it has to be answered, and what became of the rest. */
export function RequestsView() {
  const { slug, timezone, to } = useWorkspace();
  const trpc = useTRPC();
  const [chosen, setChosen] = useQueryStates(requestFilterParams);
  const [isWriting, setWriting] = useState(false);
  const counts = useQuery(trpc.privacy.counts.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS })).data;
  const list = useInfiniteQuery({
    ...trpc.privacy.list.infiniteQueryOptions(
      { workspace: slug, limit: REQUEST_PAGE, ...askedRequests(chosen) },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: REFRESH_MS },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const writeButton = (
    <Button variant="primary" onClick={() => setWriting(true)}>
      <Plus aria-hidden /> New request
    </Button>
  );
  return (
    <PageBody>
      <PageHeader
        title="Privacy requests"
        description="What people ask about the data kept of them. The law sets the clock; what is done is proven by a certificate."
        actions={
          <>
            <a
              href={writeRequestFilters(`/api/exports/privacy-requests?workspace=${encodeURIComponent(slug)}`, chosen)}
              download
              className={buttonStyles({})}
            >
              <Download aria-hidden /> Export as CSV
            </a>
            {writeButton}
          </>
        }
      />
      {counts && counts.overdue > 0 ? (
        <Notice
          tone="bad"
          title={`${plural(counts.overdue, 'request')} past the term of the law`}
          actions={
            chosen.show === 'overdue' ? null : (
              <Button size="sm" onClick={() => void setChosen({ show: 'overdue', kind: null })}>
                Show
              </Button>
            )
          }
        >
          Answer now, and tell the person why it took longer.
        </Notice>
      ) : null}
      <FilterRow>
        <SegmentedControl
          label="Which requests"
          segments={REQUEST_VIEWS.map((value) => ({ value, label: viewLabel(value, counts) }))}
          value={chosen.show}
          onValueChange={(show) => void setChosen({ show })}
        />
        <Select
          label="Asked for"
          className="sm:w-56"
          options={KINDS}
          value={chosen.kind ?? ANY}
          onValueChange={(kind) => void setChosen({ kind: kind === ANY ? null : kind })}
        />
      </FilterRow>
      <Card>
        <DataTable
          label="Privacy requests"
          columns={COLUMNS}
          rows={rows}
          rowId={({ id }) => id}
          rowHref={({ id }) => to(`/settings/privacy/${id}`)}
          error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={
            chosen.kind || chosen.show !== 'open' ? (
              <NoMatch
                title="No request fits these filters"
                clearLabel="Show open requests"
                onClear={() => void setChosen(null)}
              />
            ) : (
              <EmptyState
                icon={ShieldUser}
                title="No open request"
                description="When somebody asks for a copy of their data, to be forgotten or not to be written to, write it down here: the clock of the law begins to run."
                actions={writeButton}
              />
            )
          }
          hasMore={list.hasNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          isLoadingMore={list.isFetchingNextPage}
          countText={rows ? `${formatCount(rows.length)} shown · times in ${timezone}` : undefined}
          skeletonRows={4}
        />
      </Card>
      <Dialog
        open={isWriting}
        onOpenChange={setWriting}
        title="New privacy request"
        description="Its clock runs from the day it came to you, whatever way it came."
      >
        <RequestForm />
      </Dialog>
    </PageBody>
  );
}

const ANY = 'any';
const KINDS: readonly { value: RequestKind | typeof ANY; label: string }[] = [
  { value: ANY, label: 'Every kind of request' },
  ...REQUEST_KINDS.map((value) => ({ value, label: KIND_WORDS[value].label })),
];

function viewLabel(view: RequestView, counts: { open: number; overdue: number } | undefined): string {
  if (!counts || (view !== 'open' && view !== 'overdue')) return VIEW_WORDS[view];
  return `${VIEW_WORDS[view]} (${formatCount(counts[view])})`;
}
