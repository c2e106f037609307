'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { StatTileSkeleton } from '@/components/layout/stat-tile';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AsOf } from '@/components/metrics/as-of';
import { FigureChart, FigureChartSkeleton } from '@/components/metrics/figure-chart';
import { FigureTile } from '@/components/metrics/figure-tile';
import { SimulatedNotice } from '@/components/metrics/simulated-notice';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonLines } from '@/components/ui/skeleton';
import { UnusualStrip } from '@/components/watching/unusual-strip';
import { useTRPC } from '@/lib/trpc/client';
import type { Kpis, KpiTrends } from '@/server/services/measurement';
import { CausedCard, CausedCardSkeleton } from './caused-card';
import { FirstSteps } from './first-steps';
import { OutcomesCard } from './outcomes-card';
import { WaitingCard } from './waiting-card';

// Below the fold, with a table of its own: it comes behind the page.
const LatestDecisions = dynamic(() => import('./latest-decisions').then((module) => module.LatestDecisions), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />,
});

const TILES = [
  'rpmt',
  'attributed_revenue',
  'touches',
  'conversion_rate',
  'open_rate',
  'click_rate',
  'unsubscribe_rate',
  'reviewed_share',
] as const;

const CHARTS = ['rpmt', 'attributed_revenue', 'touches', 'conversion_rate'] as const;
const CHART_NAMES = {
  rpmt: 'Per touch',
  attributed_revenue: 'Revenue',
  touches: 'Touches',
  conversion_rate: 'Conversion',
} as const;

/** What the agents did and what came of it, at a glance; every figure leads to the decisions behind it. */
export function HomeView() {
  const { slug, name } = useWorkspace();
  const { range, compare } = useFigureRange();
  const trpc = useTRPC();
  const figures = useQuery(trpc.measurement.kpis.queryOptions({ workspace: slug, range, compare }));
  const trends = useQuery(trpc.measurement.trends.queryOptions({ workspace: slug, range }));

  function refresh() {
    void figures.refetch();
    void trends.refetch();
  }
  return (
    <PageBody>
      <PageHeader
        title="Home"
        description={`What the agents did for ${name}, and what came of it. Every figure opens the decisions behind it.`}
      />
      <FilterRow>
        <DateRangeControl />
      </FilterRow>
      <UnusualStrip />
      <FirstSteps />
      <SimulatedNotice share={figures.data?.simulatedShare} />
      {figures.error && !figures.data ? (
        <Card>
          <ErrorState description={figures.error.message} onRetry={refresh} />
        </Card>
      ) : (
        <Tiles figures={figures.data} trends={trends.data} isCompared={compare !== undefined} />
      )}
      <div className="grid gap-4 xl:grid-cols-3">
        <div className="min-w-0 xl:col-span-2">
          <ChosenChart figures={figures.data} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {figures.data ? (
            <CausedCard incremental={figures.data.incremental} days={figures.data.period.days} />
          ) : (
            <CausedCardSkeleton />
          )}
          <WaitingCard />
        </div>
      </div>
      <div className="grid gap-4 xl:grid-cols-3">
        <div className="min-w-0 xl:col-span-2">
          <LatestDecisions />
        </div>
        <OutcomesCard outcomes={figures.data?.outcomes} />
      </div>
      <AsOf at={figures.data?.period.asOf} isRefreshing={figures.isFetching} onRefresh={refresh} />
    </PageBody>
  );
}

type TilesProps = { figures: Kpis | undefined; trends: KpiTrends | undefined; isCompared: boolean };

function Tiles({ figures, trends, isCompared }: TilesProps) {
  const isLastIncomplete = trends?.days.at(-1)?.state === 'partial';
  return (
    <div className="grid gap-3 min-[360px]:grid-cols-2 lg:grid-cols-4">
      {TILES.map((id) => {
        const figure = figures?.kpis.find((kpi) => kpi.id === id);
        if (!figure) return <StatTileSkeleton key={id} />;
        return (
          <FigureTile
            key={id}
            figure={figure}
            isCompared={isCompared}
            trend={trends?.values[id]}
            isLastIncomplete={isLastIncomplete}
          />
        );
      })}
    </div>
  );
}

function ChosenChart({ figures }: { figures: Kpis | undefined }) {
  const [chosen, setChosen] = useQueryState('chart', parseAsStringLiteral(CHARTS).withDefault('rpmt'));
  const figure = figures?.kpis.find((kpi) => kpi.id === chosen);
  if (!figure) return <FigureChartSkeleton />;
  return (
    <FigureChart
      figure={figure}
      startsWith="week"
      choices={
        <SegmentedControl
          label="Figure to draw"
          segments={CHARTS.map((value) => ({ value, label: CHART_NAMES[value] }))}
          value={chosen}
          onValueChange={(next) => void setChosen(next)}
        />
      }
    />
  );
}
