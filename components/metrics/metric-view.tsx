'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { columnsOf, isSplit, type Kpi } from '@/domain/measurement/kpi';
import { useTRPC } from '@/lib/trpc/client';
import { isCredited } from '@/lib/words/figure';
import type { KpiValue } from '@/server/services/measurement';
import { AsOf } from './as-of';
import { BreakdownCard } from './breakdown-card';
import { CreditedNotCaused } from './credited-not-caused';
import { EquationCard, EquationCardSkeleton } from './equation-card';
import { FigureChart } from './figure-chart';
import { SimulatedNotice } from './simulated-notice';
import { UnrecordedCard } from './unrecorded-card';
import { useFigureRange } from './use-figure-range';

const loading = () => <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />;
// Below the fold, with a table of their own: they come behind the page.
const DecisionsBehind = dynamic(() => import('./decisions-behind').then((module) => module.DecisionsBehind), {
  ssr: false,
  loading,
});
const CasesBehind = dynamic(() => import('./cases-behind').then((module) => module.CasesBehind), {
  ssr: false,
  loading,
});

/** One figure: what it is made of, day by day, split, and the decisions that add up to it. */
export function MetricView({ kpi }: { kpi: Kpi | null }) {
  const { slug, to } = useWorkspace();
  const { range, compare } = useFigureRange();
  const query = useSearchParams().toString();
  const trpc = useTRPC();
  const figures = useQuery(trpc.measurement.kpis.queryOptions({ workspace: slug, range, compare }));
  const figure = figures.data?.kpis.find(({ id }) => id === kpi?.id);
  if (!kpi) {
    return (
      <PageBody>
        <EmptyState
          isWholePage
          icon={SearchX}
          title="There is no such figure"
          description="It may have been renamed. The scorecard lists all there are."
          actions={<LinkButton href={to('/scorecard')}>Open the scorecard</LinkButton>}
        />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader
        back={
          <Link
            href={to(`/scorecard${query ? `?${query}` : ''}`)}
            className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-fg pointer-coarse:min-h-11"
          >
            <ChevronLeft aria-hidden className="size-3.5" /> Scorecard
          </Link>
        }
        title={kpi.name}
        description={kpi.definition}
      />
      <FilterRow>
        <DateRangeControl />
      </FilterRow>
      <SimulatedNotice share={figures.data?.simulatedShare} />
      {kpi.measure.kind === 'unrecorded' ? (
        <UnrecordedCard because={kpi.measure.because} />
      ) : figures.error && !figures.data ? (
        <Card>
          <ErrorState description={figures.error.message} onRetry={() => void figures.refetch()} />
        </Card>
      ) : figure ? (
        <EquationCard kpi={kpi} figure={figure} isCompared={compare !== undefined} />
      ) : (
        <EquationCardSkeleton />
      )}
      {isCredited(kpi) ? (
        <CreditedNotCaused>
          <Link
            href={to(`/scorecard?${new URLSearchParams([...new URLSearchParams(query), ['view', 'caused']])}`)}
            className="underline underline-offset-2 hover:text-fg"
          >
            See what they caused
          </Link>
        </CreditedNotCaused>
      ) : null}
      {kpi.grain === 'total' ? null : <Course kpi={kpi} figure={figure} />}
      <AsOf at={figures.data?.period.asOf} isRefreshing={figures.isFetching} onRefresh={() => void figures.refetch()} />
    </PageBody>
  );
}

/** A figure over time, split where it can be, and what adds up to it. */
function Course({ kpi, figure }: { kpi: Kpi; figure: KpiValue | undefined }) {
  return (
    <>
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <div className={cn('min-w-0', isSplit(kpi) ? 'xl:col-span-2' : 'xl:col-span-3')}>
          <FigureChart figure={kpi} isAnnotated />
        </div>
        {isSplit(kpi) ? <BreakdownCard kpi={kpi} /> : null}
      </div>
      {columnsOf(kpi) === null ? null : kpi.subject === 'decision' ? (
        <DecisionsBehind kpi={kpi} figure={figure} />
      ) : (
        <CasesBehind kpi={kpi} subject={kpi.subject} figure={figure} />
      )}
    </>
  );
}
