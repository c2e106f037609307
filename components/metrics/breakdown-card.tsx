'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { Kpi } from '@/domain/measurement/kpi';
import { formatMetric } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { metaOf } from './figure';
import { partsBehind } from './part-meta';
import { useFigureRange } from './use-figure-range';

const WAYS = ['action', 'agent', 'channel'] as const;
const SEGMENTS = [
  { value: 'action', label: 'Action' },
  { value: 'agent', label: 'Agent' },
  { value: 'channel', label: 'Channel' },
] as const;

/** The figure split by a fact of the decisions behind it; the parts add up to the whole. */
export function BreakdownCard({ kpi }: { kpi: Kpi }) {
  const { slug, currency } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const [by, setBy] = useQueryState('by', parseAsStringLiteral(WAYS).withDefault('action'));
  const split = useQuery(trpc.measurement.breakdown.queryOptions({ workspace: slug, range, kpi: kpi.id, by }));
  const meta = metaOf(kpi, currency);
  const parts = partsBehind(kpi, currency);
  const longest = Math.max(Number.MIN_VALUE, ...(split.data?.parts.map((part) => Math.abs(part.value ?? 0)) ?? []));
  return (
    <Card>
      <CardHeader title="Split by" />
      <div className="overflow-x-auto px-4 pb-2">
        <SegmentedControl label="Split by" segments={SEGMENTS} value={by} onValueChange={(next) => void setBy(next)} />
      </div>
      <CardBody>
        {split.error && !split.data ? (
          <ErrorState description={split.error.message} onRetry={() => void split.refetch()} className="py-4" />
        ) : split.data === undefined ? (
          <SkeletonLines lines={5} />
        ) : split.data.parts.length === 0 ? (
          <p className="text-table text-fg-muted">Nothing to split in this period.</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {split.data.parts.map((part) => (
              <li key={part.key} className="text-table">
                <span className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0 truncate">{part.name}</span>
                  <span className="font-medium">{formatMetric(part.value, meta)}</span>
                </span>
                <span aria-hidden className="my-1 block h-1 overflow-hidden rounded-full bg-fg/8">
                  <span
                    className="block h-full rounded-full bg-chart-1"
                    style={{ width: `${(Math.abs(part.value ?? 0) / longest) * 100}%` }}
                  />
                </span>
                {parts.denominator ? (
                  <span className="block text-xs text-fg-muted">
                    {formatMetric(part.numerator, parts.numerator.meta)} over{' '}
                    {formatMetric(part.denominator, parts.denominator.meta)}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
