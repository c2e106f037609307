'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Target } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { Sparkline } from '@/components/layout/sparkline';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Tag } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchInput } from '@/components/ui/input';
import { NoMatch } from '@/components/ui/no-match';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { formatCount, formatRate, MISSING, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { SegmentListItem } from '@/server/services/segments';

const SHOWN = ['current', 'archived'] as const;
const SHOW = [
  { value: 'current', label: 'In use' },
  { value: 'archived', label: 'Archived' },
] as const;

/** Every segment of the workspace: its rule in words, how many are in it, and what uses it. */
export function SegmentsView() {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.segments.list.queryOptions({ workspace: slug }));
  const [shown, setShown] = useQueryState('show', parseAsStringLiteral(SHOWN).withDefault('current'));
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const rows = useMemo(() => {
    const searched = q.trim().toLowerCase();
    return list.data?.filter(
      (row) =>
        row.isArchived === (shown === 'archived') &&
        [row.name, row.description, row.words].some((text) => text.toLowerCase().includes(searched)),
    );
  }, [list.data, shown, q]);
  const make = may('segments.edit') ? (
    <LinkButton href={to('/segments/new')} variant="primary">
      <Plus aria-hidden /> New segment
    </LinkButton>
  ) : null;
  return (
    <PageBody>
      <PageHeader
        title="Segments"
        description="Customers by what they are and what they did. Who enters or leaves is known as it happens, and campaigns can begin with it."
        actions={list.data?.length ? make : null}
      />
      <FilterRow>
        <SearchInput label="Search segments" value={q} onValueChange={(text) => void setQ(text || null)} />
        <SegmentedControl label="Show" segments={SHOW} value={shown} onValueChange={(next) => void setShown(next)} />
      </FilterRow>
      <Card>
        <DataTable
          label="Segments"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => to(`/segments/${row.id}`)}
          error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={
            list.data?.length ? (
              <NoMatch
                title="No segment fits"
                description="There are others: look at all of them."
                clearLabel="Show all in use"
                onClear={() => {
                  void setQ(null);
                  void setShown(null);
                }}
              />
            ) : (
              <EmptyState
                icon={Target}
                title="No segment yet"
                description="Begin with a template such as VIPs or cart abandoners, and see as you write whom it finds."
                actions={make}
              />
            )
          }
          countText={rows ? plural(rows.length, 'segment') : undefined}
          skeletonRows={5}
        />
      </Card>
    </PageBody>
  );
}

const COLUMNS: Column<SegmentListItem>[] = [
  {
    id: 'name',
    header: 'Segment',
    sortValue: (row) => row.name.toLowerCase(),
    cell: (row) => (
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{row.name}</span>
        <span className="line-clamp-2 text-xs text-fg-muted">{row.words}</span>
      </span>
    ),
  },
  {
    id: 'members',
    header: 'Customers',
    align: 'right',
    width: '130px',
    onPhone: 'aside',
    sortValue: (row) => row.members,
    cell: (row) =>
      row.isPending ? (
        <Tag>Being worked out</Tag>
      ) : (
        <span className="flex flex-col">
          <span>{formatCount(row.members)}</span>
          <span className="text-xs text-fg-muted">
            {row.base > 0 ? `${formatRate(row.members / row.base, 1)} of all` : MISSING}
          </span>
        </span>
      ),
  },
  {
    id: 'sizes',
    header: '30 days',
    width: '130px',
    showFrom: 'md',
    cell: (row) =>
      row.sizes.filter((size) => size !== null).length > 1 ? (
        <Sparkline
          values={row.sizes}
          isLastIncomplete
          label={`Members of ${row.name} by day over 30 days, ${formatCount(row.members)} now`}
          className="h-7 w-28 text-chart-1"
        />
      ) : (
        <span className="text-xs text-fg-muted">Since today</span>
      ),
  },
  {
    id: 'used',
    header: 'Used in',
    width: '180px',
    showFrom: 'lg',
    cell: ({ usedIn }) =>
      usedIn.length === 0 ? (
        <span className="text-fg-muted">{MISSING}</span>
      ) : (
        <span className="line-clamp-2">{usedIn.map(({ name }) => name).join(', ')}</span>
      ),
  },
  {
    id: 'updated',
    header: 'Updated',
    width: '140px',
    showFrom: 'xl',
    sortValue: (row) => row.updatedAt,
    cell: (row) => <TimeText at={row.updatedAt} />,
  },
];
