'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { NoMatch } from '@/components/ui/no-match';
import { auditActionWords } from '@/domain/audit/actions';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { AuditEntryView } from '@/server/services/audit';
import { AuditFilterRow } from './audit-filter-row';
import { EntryDrawer } from './entry-drawer';
import { ExportLinks } from './export-links';
import { type AuditFilters, NO_AUDIT_FILTERS, useAuditFilters } from './use-audit-filters';
import { VerifyCard } from './verify-card';
import { actorWords, objectOf, shortId } from './words';

const PAGE_SIZE = 50;

const COLUMNS: readonly Column<AuditEntryView>[] = [
  {
    id: 'action',
    header: 'What',
    cell: (entry) => <What entry={entry} />,
  },
  {
    id: 'actor',
    header: 'Who',
    showFrom: 'sm',
    cell: (entry) => actorWords(entry.actor, entry.actorName),
  },
  { id: 'subject', header: 'About', showFrom: 'md', cell: (entry) => <About subject={entry.subject} /> },
  {
    id: 'at',
    header: 'When',
    width: '150px',
    onPhone: 'aside',
    cell: (entry) => <TimeText at={entry.at} as="absolute" />,
  },
  {
    id: 'seq',
    header: 'Entry',
    align: 'right',
    width: '84px',
    showFrom: 'sm',
    cell: (entry) => <span className="text-fg-muted">{formatCount(Number(entry.seq))}</span>,
  },
  {
    id: 'hash',
    header: 'Hash',
    align: 'right',
    width: '110px',
    showFrom: 'lg',
    cell: (entry) => <Code>{entry.hash.slice(0, 8)}</Code>,
  },
];

/** Everything that was done, by whom, in a chain that shows any later change. */
export function AuditView() {
  const { may } = useWorkspace();
  const filters = useAuditFilters();
  const { chosen, set } = filters;
  return (
    <PageBody>
      <PageHeader
        title="Audit log"
        hasTimes
        description="Everything that was done, by people, agents and jobs. Nothing in it can be changed."
        actions={may('audit.export') ? <ExportLinks /> : null}
      />
      <VerifyCard />
      <AuditFilterRow {...filters} />
      <Entries filters={filters} />
      <EntryDrawer
        seq={chosen.entry}
        onClose={() => set({ entry: null })}
        onOnlyThis={(about) => set({ ...NO_AUDIT_FILTERS, about, entry: null })}
      />
    </PageBody>
  );
}

function Entries({ filters: { asked, chosen, isFiltered, clear } }: { filters: AuditFilters }) {
  const { slug, to } = useWorkspace();
  const params = useSearchParams();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { workspace: slug, limit: PAGE_SIZE, ...asked },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: (before) => before },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <Card aria-busy={list.isPlaceholderData}>
      <DataTable
        label="Audit log"
        columns={COLUMNS}
        rows={rows}
        rowId={(entry) => entry.seq}
        rowHref={(entry) => to(`/settings/audit?${new URLSearchParams([...beside(params), ['entry', entry.seq]])}`)}
        selectedId={chosen.entry}
        error={list.isError && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={<NoEntries isFiltered={isFiltered} onClear={clear} />}
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={12}
      />
    </Card>
  );
}

/** Everything else the address says. */
function beside(params: URLSearchParams): [string, string][] {
  return [...params].filter(([name]) => name !== 'entry');
}

function NoEntries({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) return <NoMatch title="No entry fits these filters" onClear={onClear} />;
  return (
    <EmptyState
      icon={ScrollText}
      title="Nothing was done yet"
      description="The first sign-in, decision or setting makes the first entry."
    />
  );
}

/** What was done; on a narrow screen also by whom and about what, which have columns of their own elsewhere. */
function What({ entry }: { entry: AuditEntryView }) {
  return (
    <>
      <span className="font-medium">{auditActionWords(entry.action)}</span>
      <span className="block text-xs text-fg-muted sm:hidden">{actorWords(entry.actor, entry.actorName)}</span>
      <span className="block text-xs md:hidden">
        <About subject={entry.subject} />
      </span>
    </>
  );
}

function About({ subject }: { subject: string }) {
  const { words, id } = objectOf(subject);
  return (
    <span title={subject} className="text-fg-muted">
      {words} <span className="font-mono text-xs">{shortId(id)}</span>
    </span>
  );
}
