'use client';

import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { DownloadTable } from '@/components/charts/download-table';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { STYLE_NAMES } from '@/domain/copy/styles';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { LookAgain } from '@/server/services/creative';
import { type KindRow, kindRows, kindTable, revenueWords } from './look-again-words';

/** What the average of a test hides: days, kinds of customers, and what they spent before. */
export function LookAgainCard({ testId }: { testId: string }) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(
    trpc.creative.lookAgain.queryOptions({ workspace: slug, experimentId: testId }),
  );
  if (error && !data) return <ErrorState description={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-48" />;
  if (data.isMoving) {
    return (
      <Notice tone="neutral" title="Days and kinds of customers">
        The shares of this test moved, so that its variants hold customers of different days: it is compared within each
        period, above, and not taken apart further.
      </Notice>
    );
  }
  return data.looks.map((look) => <Look key={look.variantId} look={look} />);
}

function Look({ look }: { look: LookAgain['looks'][number] }) {
  const { currency } = useWorkspace();
  const rows = kindRows(look);
  const name = `${STYLE_NAMES[look.style]}, by what customers had ordered before`;
  return (
    <Card>
      <CardHeader
        title={name}
        description={rows.length > 0 ? differenceWords(look) : 'Nothing can be told of it yet.'}
        actions={rows.length > 0 ? <DownloadTable table={kindTable(rows)} name={name} /> : null}
      />
      <CardBody className="flex flex-col gap-3">
        {look.warnings.map((warning) => (
          <Notice key={warning} tone="warn">
            {warning}
          </Notice>
        ))}
        <p className="text-table text-fg-muted">{revenueWords(look, currency)}</p>
      </CardBody>
      <DataTable
        label={name}
        columns={COLUMNS}
        rows={rows}
        rowId={({ kind }) => kind}
        empty={
          <EmptyState
            icon={UsersRound}
            title="Too few customers of any kind so far"
            description="Twenty are asked for on both sides."
          />
        }
      />
    </Card>
  );
}

/** Whether the effect hangs on who somebody is; unlike the verdict of the test it holds for one look alone. */
function differenceWords({ doDiffer }: LookAgain['looks'][number]): string {
  return doDiffer
    ? 'The effect differs between these customers by more than chance explains, as of this one look.'
    : 'No difference between these customers that chance would not explain: the one that looks best is likely the luckiest.';
}

const COLUMNS: readonly Column<KindRow>[] = [
  { id: 'kind', header: 'Had ordered before', cell: ({ kind }) => kind, onPhone: 'title' },
  {
    id: 'customers',
    header: 'Customers',
    align: 'right',
    cell: ({ customers }) => formatCount(customers),
    sortValue: ({ customers }) => customers,
    width: '120px',
  },
  {
    id: 'effect',
    header: 'Against the control, 95% interval',
    align: 'right',
    cell: ({ effect }) => effect,
    width: '280px',
  },
  { id: 'p', header: 'p, corrected', align: 'right', cell: ({ p }) => p, width: '120px' },
];
