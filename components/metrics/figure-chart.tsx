'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { LineChart } from '@/components/charts/line-chart';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import { addDays, type DayRange, dayOf } from '@/domain/measurement/day-range';
import { planOf } from '@/domain/measurement/plan';
import { after } from '@/domain/shared/time';
import { instantOf } from '@/lib/kpi-range';
import { useTRPC } from '@/lib/trpc/client';
import { metaOf } from '@/lib/words/figure';
import { unusualWords } from '@/lib/words/unusual-words';
import type { KpiSeries, KpiValue } from '@/server/services/measurement';
import { rollingRatio } from './rolling';
import { useFigureRange } from './use-figure-range';

type Definition = Pick<KpiValue, 'id' | 'name' | 'unit' | 'direction' | 'formula' | 'baseline' | 'target' | 'measure'>;

const WINDOWS = ['day', 'week'] as const;
const WINDOW_NAMES = [
  { value: 'day', label: 'Each day' },
  { value: 'week', label: '7 days up to it' },
] as const;
const WEEK = 7;

type FigureChartProps = {
  figure: Definition;
  /** What a ratio starts with, until somebody chooses: single days jump where little happens. */
  startsWith?: (typeof WINDOWS)[number];
  /** Whether what happened in these days stands in it. */
  isAnnotated?: boolean;
  /** More to choose from, left of the window. */
  choices?: ReactNode;
};

/** One figure day by day, beside the days it is compared with and its target. */
export function FigureChart({ figure, startsWith = 'day', isAnnotated = false, choices }: FigureChartProps) {
  const { slug, currency, timezone } = useWorkspace();
  const { range, compare } = useFigureRange();
  const trpc = useTRPC();
  const [chosen, setChosen] = useQueryState('per', parseAsStringLiteral(WINDOWS).withDefault(startsWith));
  const isRatio = ['share', 'ratio', 'quotient'].includes(figure.measure.kind);
  const window = isRatio && chosen === 'week' ? WEEK : 1;
  const askedFor = (days: DayRange) => ({
    workspace: slug,
    kpi: figure.id,
    range: { from: addDays(days.from, 1 - window), to: days.to },
  });
  const series = useQuery(trpc.measurement.series.queryOptions(askedFor(range)));
  const before = useQuery({
    ...trpc.measurement.series.queryOptions(askedFor(compare ?? range)),
    enabled: compare !== undefined,
  });
  const happened = useQuery({
    ...trpc.measurement.annotations.queryOptions({ workspace: slug, range }),
    enabled: isAnnotated,
  });
  const unusual = useQuery({
    ...trpc.watching.ofFigure.queryOptions({ workspace: slug, kpi: figure.id, ...range }),
    enabled: isAnnotated,
  });
  if (series.error && !series.data) {
    return (
      <Card>
        <ErrorState description={series.error.message} onRetry={() => void series.refetch()} />
      </Card>
    );
  }
  if (!series.data) return <FigureChartSkeleton />;
  return (
    <LineChart
      title={window === 1 ? `${figure.name} by day` : `${figure.name}, 7 days up to each`}
      label={figure.name}
      meta={metaOf(figure, currency)}
      // Days are days: written in UTC, so that no zone moves them.
      timezone="UTC"
      target={planOf(figure, currency).target}
      points={pointsOf(series.data, window).map(({ day, value, state }) => ({
        at: instantOf(day),
        value,
        isIncomplete: state === 'partial',
      }))}
      events={happened.data?.map(({ day, text }) => ({ at: instantOf(day), text }))}
      spans={unusual.data?.map((item) => ({
        from: instantOf(dayOf(item.since, timezone)),
        to: instantOf(dayOf(after(item.seenUntil, -1), timezone)),
        text: unusualWords(item, currency),
      }))}
      previous={compare && before.data ? pointsOf(before.data, window).map(({ value }) => value) : undefined}
      controls={
        choices || isRatio ? (
          <>
            {choices}
            {isRatio ? (
              <SegmentedControl
                label="What a point stands for"
                segments={WINDOW_NAMES}
                value={chosen}
                onValueChange={(next) => void setChosen(next)}
              />
            ) : null}
          </>
        ) : undefined
      }
    />
  );
}

function pointsOf({ points }: KpiSeries, window: number) {
  return window === 1 ? points : rollingRatio(points, window);
}

/** The place of a chart that is still loading; same height. */
export function FigureChartSkeleton() {
  return (
    <Card className="flex h-[418px] flex-col gap-4 p-4">
      <Skeleton className="w-48" />
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="min-h-0 flex-1" />
    </Card>
  );
}
