'use client';

import { useQuery } from '@tanstack/react-query';
import { Split } from 'lucide-react';
import { DownloadTable } from '@/components/charts/download-table';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { LeadComparison } from '@/server/services/learning';
import { type LeadRow, leadRows, leadTable, leadVerdict } from './lead-words';

/** What win-back series lead with, compared: who came back, and what they bought. */
export function LeadsCard() {
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.agents.leads.queryOptions({ workspace: slug }));
  const rows = data && leadRows(data, currency);
  const isEmpty = rows?.every(({ people }) => people === 0);
  return (
    <Card>
      <CardHeader
        title="What a win-back series leads with"
        description={data ? description(data) : 'Drawn for each customer, and compared.'}
        actions={
          rows && !isEmpty ? <DownloadTable table={leadTable(rows)} name="What a win-back series leads with" /> : null
        }
      />
      <DataTable
        label="What a win-back series leads with"
        columns={COLUMNS}
        rows={isEmpty ? [] : rows}
        rowId={({ arm }) => arm}
        error={error && !data ? { message: error.message, onRetry: () => void refetch() } : null}
        empty={
          <EmptyState
            icon={Split}
            title="No series is over yet"
            description={data ? `A series counts ${data.days} days after it began. ${underWay(data)}` : ''}
          />
        }
        skeletonRows={3}
      />
    </Card>
  );
}

function description(data: LeadComparison): string {
  return `${leadVerdict(data)} Orders count that came within ${data.days} days of a series’ beginning. ${underWay(data)}`;
}

function underWay({ underWay: count }: LeadComparison): string {
  return count === 0 ? 'None is under way.' : `${plural(count, 'series is', 'series are')} under way.`;
}

const COLUMNS: readonly Column<LeadRow>[] = [
  { id: 'name', header: 'Leads with', cell: ({ name }) => name, onPhone: 'title' },
  {
    id: 'people',
    header: 'Customers',
    align: 'right',
    cell: ({ people }) => formatCount(people),
    sortValue: ({ people }) => people,
    width: '110px',
  },
  {
    id: 'cameBack',
    header: 'Came back, 95% interval',
    align: 'right',
    cell: ({ cameBack }) => cameBack,
    width: '220px',
  },
  { id: 'revenue', header: 'Revenue per customer', align: 'right', cell: ({ revenue }) => revenue, width: '170px' },
  { id: 'against', header: 'Against the discount', align: 'right', cell: ({ against }) => against, width: '230px' },
  { id: 'chance', header: 'Chance to be best', align: 'right', cell: ({ chance }) => chance, width: '150px' },
];
