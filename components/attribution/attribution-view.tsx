'use client';

import { useQuery } from '@tanstack/react-query';
import { Split } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DownloadTable } from '@/components/charts/download-table';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount, formatMoney, formatRate, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { AttributionComparison, AttributionWay } from '@/server/services/attribution';
import { ModelTable } from './model-table';
import { attributionTable, WAYS } from './prepare-attribution';

// Below the fold, and a question of its own.
const CausedCard = dynamic(() => import('./caused-card').then((module) => module.CausedCard), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

/** Seven models side by side: who is credited with the orders of a period, and how far the models disagree. */
export function AttributionView() {
  const { slug } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const [by, setBy] = useQueryState('by', parseAsStringLiteral(WAYS.map(({ value }) => value)).withDefault('channel'));
  const compared = useQuery(trpc.attribution.compare.queryOptions({ workspace: slug, range, by }));
  return (
    <PageBody>
      <PageHeader
        title="Attribution"
        description="Who is credited with the orders of these days, by seven models side by side. Each shares every order's net revenue to the cent."
      />
      <FilterRow>
        <DateRangeControl hasComparison={false} />
        <SegmentedControl label="Split by" segments={WAYS} value={by} onValueChange={(next) => void setBy(next)} />
      </FilterRow>
      {compared.data ? (
        <Compared data={compared.data} by={by} />
      ) : (
        <Card>
          {compared.error ? (
            <ErrorState description={compared.error.message} onRetry={() => void compared.refetch()} />
          ) : (
            <SkeletonLines lines={8} className="p-5" />
          )}
        </Card>
      )}
      <CausedCard />
    </PageBody>
  );
}

function Compared({ data, by }: { data: AttributionComparison; by: AttributionWay }) {
  const { currency } = useWorkspace();
  if (data.rows.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={Split}
          title="No order here had a touch on its way"
          description={
            data.allOrders > 0
              ? `${plural(data.allOrders, 'order')} came in these days, none within a week of a cart message or 30 days of another one.`
              : 'When orders follow messages, this shows what each model makes of them. Choose other days, or wait for orders.'
          }
        />
      </Card>
    );
  }
  const share = data.allRevenueCents > 0 ? data.revenueCents / data.allRevenueCents : null;
  return (
    <>
      <Notice title="Credit is not effect">
        These models share what came after a touch; people who would have bought anyway are in it. The credited revenue
        of the scorecard is less: it asks for evidence as well, a code, a signed link, or the campaign that the order
        names. What the touches caused is told by the holdout, below.
      </Notice>
      <Card>
        <CardHeader
          title="Credit by model"
          description={`${plural(data.orders, 'order')} of ${formatCount(data.allOrders)} had a touch on the way: ${formatMoney(data.revenueCents, { currency })} of ${formatMoney(data.allRevenueCents, { currency })} (${formatRate(share, 1)}). ${plural(data.withoutOrder, 'customer')} touched did not order.`}
          actions={<DownloadTable table={attributionTable(data, by, currency)} name={`Attribution by ${by}`} />}
        />
        <ModelTable data={data} by={by} />
      </Card>
    </>
  );
}
