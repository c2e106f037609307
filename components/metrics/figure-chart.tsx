'use client';

import { useQuery } from '@tanstack/react-query';
import { LineChart } from '@/components/charts/line-chart';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { instantOf } from '@/lib/kpi-range';
import { useTRPC } from '@/lib/trpc/client';
import type { KpiValue } from '@/server/services/measurement';
import { metaOf, planOf } from './figure';
import { useFigureRange } from './use-figure-range';

type Definition = Pick<KpiValue, 'id' | 'name' | 'unit' | 'direction' | 'formula' | 'baseline' | 'target'>;

/** One figure day by day, beside the days it is compared with and its target. */
export function FigureChart({ figure, title }: { figure: Definition; title?: string }) {
  const { slug, currency } = useWorkspace();
  const { range, compare } = useFigureRange();
  const trpc = useTRPC();
  const series = useQuery(trpc.measurement.series.queryOptions({ workspace: slug, range, kpi: figure.id }));
  const before = useQuery({
    ...trpc.measurement.series.queryOptions({ workspace: slug, range: compare ?? range, kpi: figure.id }),
    enabled: compare !== undefined,
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
      title={title ?? `${figure.name} by day`}
      label={figure.name}
      meta={metaOf(figure, currency)}
      // Days are days: written in UTC, so that no zone moves them.
      timezone="UTC"
      target={planOf(figure, currency).target}
      points={series.data.points.map(({ day, value, state }) => ({
        at: instantOf(day),
        value,
        isIncomplete: state === 'partial',
      }))}
      previous={compare ? before.data?.points.map(({ value }) => value) : undefined}
    />
  );
}

/** The place of a chart that is still loading; same height. */
export function FigureChartSkeleton() {
  return (
    <Card className="flex h-[374px] flex-col gap-4 p-4">
      <Skeleton className="w-48" />
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="min-h-0 flex-1" />
    </Card>
  );
}
