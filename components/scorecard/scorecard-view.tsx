'use client';

import { useQuery } from '@tanstack/react-query';
import { Calculator, Printer } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { DownloadTable } from '@/components/charts/download-table';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AsOf } from '@/components/metrics/as-of';
import { FigureChart, FigureChartSkeleton } from '@/components/metrics/figure-chart';
import { useSameDays } from '@/components/metrics/figure-link';
import { SimulatedNotice } from '@/components/metrics/simulated-notice';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { RolloutStrip } from '@/components/rollout/rollout-strip';
import { useShortcut } from '@/components/shortcuts';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { UnusualStrip } from '@/components/watching/unusual-strip';
import { useTRPC } from '@/lib/trpc/client';
import { scoreGroups, scoreTable } from '@/lib/words/score-groups';
import { NorthStar, NorthStarSkeleton } from './north-star';
import { SafetyStrip } from './safety-strip';
import { StandingLegend } from './standing-legend';

// Below the fold, and the heaviest of the page: it comes behind the rest.
const ScoreTable = dynamic(() => import('./score-table').then((module) => module.ScoreTable), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

/** For whoever answers for the whole: one number, its target, and every figure beside its plan. */
export function ScorecardView() {
  const { slug, currency, to } = useWorkspace();
  const { range, compare } = useFigureRange();
  const trpc = useTRPC();
  const figures = useQuery(trpc.measurement.kpis.queryOptions({ workspace: slug, range, compare }));
  const trends = useQuery(trpc.measurement.trends.queryOptions({ workspace: slug, range }));
  const groups = figures.data ? scoreGroups(figures.data.kpis, trends.data?.values ?? {}, currency) : undefined;
  const paper = useSameDays()('/scorecard/report');
  const router = useRouter();
  useShortcut('scorecard.print', () => router.push(paper));
  const northStar = figures.data?.kpis.find(({ id }) => id === 'rpmt');
  const isLastIncomplete = trends.data?.days.at(-1)?.state === 'partial';

  function refresh() {
    void figures.refetch();
    void trends.refetch();
  }
  if (figures.error && !figures.data) {
    return (
      <PageBody>
        <PageHeader title="Scorecard" />
        <Card>
          <ErrorState description={figures.error.message} onRetry={refresh} />
        </Card>
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader
        title="Scorecard"
        description="Where every figure stands on its way from baseline to target. Each opens the decisions behind it."
        actions={
          <>
            {groups ? (
              <DownloadTable isLabelled table={scoreTable(groups)} name={`scorecard ${range.from} to ${range.to}`} />
            ) : null}
            <LinkButton href={to('/scorecard/roi')}>
              <Calculator aria-hidden /> Return on investment
            </LinkButton>
            <LinkButton href={paper}>
              <Printer aria-hidden /> Print or share
            </LinkButton>
          </>
        }
      />
      <FilterRow>
        <DateRangeControl />
      </FilterRow>
      <UnusualStrip />
      <SimulatedNotice share={figures.data?.simulatedShare} />
      <div className="grid gap-4 xl:grid-cols-2">
        {northStar && figures.data ? (
          <NorthStar
            figure={northStar}
            incremental={figures.data.incremental}
            price={figures.data.price}
            days={figures.data.period.days}
            isCompared={compare !== undefined}
          />
        ) : (
          <NorthStarSkeleton />
        )}
        {northStar ? <FigureChart figure={northStar} startsWith="week" /> : <FigureChartSkeleton />}
      </div>
      <RolloutStrip />
      {figures.data ? <SafetyStrip figures={figures.data} /> : null}
      {groups ? (
        groups.map((group) => (
          <ScoreTable
            key={group.id}
            group={group}
            isCompared={compare !== undefined}
            isLastIncomplete={isLastIncomplete}
          />
        ))
      ) : (
        <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />
      )}
      <StandingLegend currency={currency} />
      <AsOf at={figures.data?.period.asOf} isRefreshing={figures.isFetching} onRefresh={refresh} />
    </PageBody>
  );
}
