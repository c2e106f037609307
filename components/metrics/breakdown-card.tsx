'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartFrame } from '@/components/charts/chart-frame';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';
import type { Kpi } from '@/domain/measurement/kpi';
import { useTRPC } from '@/lib/trpc/client';
import { metaOf } from '@/lib/words/figure';
import { FIGURE_LINK } from './figure-link';
import { partsBehind } from './part-meta';
import { prepareBreakdown } from './prepare-breakdown';
import { useFigurePart, type Way } from './use-figure-part';
import { useFigureRange } from './use-figure-range';

const SEGMENTS = [
  { value: 'action', label: 'Action' },
  { value: 'agent', label: 'Agent' },
  { value: 'channel', label: 'Channel' },
  { value: 'campaign', label: 'Campaign' },
  { value: 'template', label: 'Message' },
] as const;

/** The figure split by a fact of the decisions behind it; the parts add up to the whole. */
export function BreakdownCard({ kpi }: { kpi: Kpi }) {
  const { slug, currency } = useWorkspace();
  const { range, compare } = useFigureRange();
  const trpc = useTRPC();
  const { by, setBy, hrefOf } = useFigurePart();
  const split = useQuery(trpc.measurement.breakdown.queryOptions({ workspace: slug, range, compare, kpi: kpi.id, by }));
  if (split.error && !split.data) {
    return (
      <Card>
        <ErrorState description={split.error.message} onRetry={() => void split.refetch()} />
      </Card>
    );
  }
  if (!split.data) return <BreakdownSkeleton />;
  const behind = partsBehind(kpi, currency);
  const { parts, summary, table } = prepareBreakdown(split.data.parts, {
    by: wayName(by),
    name: kpi.name,
    meta: metaOf(kpi, currency),
    behind,
    isCompared: compare !== undefined,
  });
  return (
    <ChartFrame
      title={`${kpi.name} by ${wayName(by).toLowerCase()}`}
      summary={summary}
      table={table}
      controls={<SegmentedControl label="Split by" segments={SEGMENTS} value={by} onValueChange={setBy} />}
    >
      <ul className="flex flex-col gap-3">
        {parts.map(({ key, name, value, numerator, denominator, share, contribution }) => (
          <li key={key} className="text-table">
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate">{name}</span>
              <Link
                href={hrefOf(key)}
                aria-label={`${name}, ${value}: see the decisions behind it`}
                className={cn('font-medium', FIGURE_LINK)}
              >
                {value}
              </Link>
            </span>
            <span aria-hidden className="my-1 block h-1 overflow-hidden rounded-full bg-fg/8">
              <span className="block h-full rounded-full bg-chart-1" style={{ width: `${share * 100}%` }} />
            </span>
            {denominator === null ? null : (
              <span className="block text-xs text-fg-muted">
                {numerator} over {denominator} {behind.denominator?.name.toLowerCase()}
              </span>
            )}
            {contribution === null ? null : (
              <span className="block text-xs text-fg-muted">{contribution} of the change</span>
            )}
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

function wayName(by: Way): string {
  return SEGMENTS.find(({ value }) => value === by)?.label ?? by;
}

/** The place of the card while it loads. */
function BreakdownSkeleton() {
  return (
    <Card className="flex flex-col gap-4 p-4">
      <Skeleton className="w-40" />
      <Skeleton className="h-8 w-56" />
      <SkeletonLines lines={6} />
    </Card>
  );
}
