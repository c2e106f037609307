'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, Users } from 'lucide-react';
import { useMemo } from 'react';
import { STAGE_WORDS } from '@/components/customers/customer-words';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { buttonStyles } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCount, formatMoney } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { SegmentDetail, SegmentMemberItem } from '@/server/services/segments';

/** Who is in a segment, the last to enter first; for whoever may read customers. */
export function MembersCard({ segment }: { segment: SegmentDetail }) {
  const { may } = useWorkspace();
  return may('customers.read') ? <Members segment={segment} /> : null;
}

function Members({ segment }: { segment: SegmentDetail }) {
  const { slug, to, currency } = useWorkspace();
  const trpc = useTRPC();
  const members = useInfiniteQuery(
    trpc.segments.members.infiniteQueryOptions(
      { workspace: slug, segmentId: segment.id },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = members.data?.pages.flatMap(({ items }) => items);
  const columns = useMemo(() => columnsOf(currency), [currency]);
  return (
    <Card>
      <CardHeader
        title="Who is in it"
        actions={
          <a href={`/api/exports/segment?workspace=${slug}&id=${segment.id}`} download className={buttonStyles({})}>
            <Download aria-hidden /> Export as CSV
          </a>
        }
      />
      <DataTable
        label="Members"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => to(`/customers/${row.id}`)}
        error={
          members.error && !rows ? { message: members.error.message, onRetry: () => void members.refetch() } : null
        }
        empty={
          <EmptyState
            icon={Users}
            title={segment.isPending ? 'Not worked out yet' : 'Nobody is in it just now'}
            description={
              segment.isPending
                ? 'Everybody is being looked at; this takes a moment.'
                : 'Whoever comes to meet the rule appears here.'
            }
          />
        }
        hasMore={members.hasNextPage}
        onLoadMore={() => void members.fetchNextPage()}
        isLoadingMore={members.isFetchingNextPage}
        countText={rows ? `${formatCount(rows.length)} of ${formatCount(segment.members)}` : undefined}
        skeletonRows={8}
      />
    </Card>
  );
}

function columnsOf(currency: string): Column<SegmentMemberItem>[] {
  return [
    { id: 'name', header: 'Customer', cell: (row) => <span className="font-medium">{row.name}</span> },
    {
      id: 'stage',
      header: 'Stage',
      width: '112px',
      showFrom: 'sm',
      cell: ({ stage }) => <Badge tone={STAGE_WORDS[stage].tone}>{STAGE_WORDS[stage].label}</Badge>,
    },
    {
      id: 'value',
      header: `Value, ${currency}`,
      align: 'right',
      width: '120px',
      onPhone: 'aside',
      cell: (row) => formatMoney(row.lifetimeValueCents, { currency }),
    },
    {
      id: 'entered',
      header: 'Entered',
      width: '140px',
      onPhone: 'text',
      cell: (row) => <TimeText at={row.enteredAt} />,
    },
  ];
}
