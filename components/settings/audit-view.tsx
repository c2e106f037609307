'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Code, CodeBlock } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { AuditEntryView } from '@/server/services/audit';
import { actionWords, actorWords } from './action-words';

const PAGE_SIZE = 50;

const COLUMNS: readonly Column<AuditEntryView>[] = [
  {
    id: 'seq',
    header: 'Entry',
    align: 'right',
    width: '72px',
    cell: (entry) => <span className="text-fg-muted">{formatCount(Number(entry.seq))}</span>,
  },
  { id: 'at', header: 'When', width: '150px', cell: (entry) => <TimeText at={entry.at} as="absolute" /> },
  {
    id: 'action',
    header: 'What',
    cell: (entry) => <span className="font-medium">{actionWords(entry.action)}</span>,
  },
  { id: 'actor', header: 'Who', showFrom: 'sm', cell: (entry) => actorWords(entry.actor, entry.actorName) },
  { id: 'subject', header: 'About', showFrom: 'lg', cell: (entry) => <Subject subject={entry.subject} /> },
  {
    id: 'hash',
    header: 'Hash',
    align: 'right',
    width: '110px',
    showFrom: 'sm',
    cell: (entry) => <Details entry={entry} />,
  },
];

/** Everything that was done, by whom, in a chain that shows any later change. */
export function AuditView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { workspace: slug, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <PageBody>
      <PageHeader
        title="Audit log"
        description="Everything that was done, by people, agents and jobs. Nothing in it can be changed: each entry carries the hash of the one before."
        actions={<ChainBadge />}
      />
      <Card>
        <DataTable
          label="Audit log"
          columns={COLUMNS}
          rows={rows}
          rowId={(entry) => entry.seq}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={
            <EmptyState
              icon={ScrollText}
              title="Nothing was done yet"
              description="The first sign-in, decision or setting makes the first entry."
            />
          }
          hasMore={list.hasNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          isLoadingMore={list.isFetchingNextPage}
          skeletonRows={12}
        />
      </Card>
    </PageBody>
  );
}

/** What a walk through the whole chain found. */
function ChainBadge() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, isFetching, refetch } = useQuery(trpc.audit.verify.queryOptions({ workspace: slug }));
  if (error) return <Badge tone="warn">Not verified: {error.message}</Badge>;
  return (
    <>
      {data ? (
        <Verdict ok={data.ok} entries={data.entries} problem={data.problem} />
      ) : (
        <Skeleton className="h-5.5 w-44" />
      )}
      <Button pending={isFetching} onClick={() => void refetch()}>
        Verify again
      </Button>
    </>
  );
}

function Verdict({ ok, entries, problem }: { ok: boolean; entries: number; problem: string | null }) {
  return (
    <output className="flex">
      {ok ? (
        <Badge tone="good">Chain verified: {plural(entries, 'entry', 'entries')}</Badge>
      ) : (
        <Badge tone="bad">Chain broken: {problem}</Badge>
      )}
    </output>
  );
}

function Subject({ subject }: { subject: string }) {
  const [kind = '', id = ''] = subject.split(':');
  return (
    <span title={subject} className="text-fg-muted">
      {actionWords(kind)} <span className="font-mono text-xs">{id.length > 12 ? `…${id.slice(-8)}` : id}</span>
    </span>
  );
}

function Details({ entry }: { entry: AuditEntryView }) {
  return (
    <Popover
      align="end"
      title={`Entry ${entry.seq}`}
      className="w-90"
      trigger={
        <button
          type="button"
          aria-label={`Details of entry ${entry.seq}`}
          className="min-h-6 rounded-sm hover:underline"
        >
          <Code>{entry.hash.slice(0, 8)}</Code>
        </button>
      }
    >
      <dl className="mb-3 flex flex-col gap-2 text-xs">
        {[
          { name: 'About', value: entry.subject },
          { name: 'Hash', value: entry.hash },
          { name: 'Hash before', value: entry.prevHash },
        ].map(({ name, value }) => (
          <div key={name}>
            <dt className="text-fg-muted">{name}</dt>
            <dd className="font-mono break-all">{value}</dd>
          </div>
        ))}
      </dl>
      <CodeBlock label="payload" text={pretty(entry.payload)} />
    </Popover>
  );
}

function pretty(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}
