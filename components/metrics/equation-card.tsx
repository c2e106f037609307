'use client';

import { Delta } from '@/components/layout/delta';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { Kpi } from '@/domain/measurement/kpi';
import { formatMetric, plural } from '@/lib/format';
import type { KpiValue } from '@/server/services/measurement';
import { metaOf, planOf } from './figure';
import { type Part, partsBehind } from './part-meta';

type EquationCardProps = { kpi: Kpi; figure: KpiValue; isCompared: boolean };

/** The figure as it is worked out: what is divided by what, and what stands beside it. */
export function EquationCard({ kpi, figure, isCompared }: EquationCardProps) {
  const { currency } = useWorkspace();
  const meta = metaOf(figure, currency);
  const plan = planOf(figure, currency);
  const parts = partsBehind(kpi, currency);
  const isMedian = kpi.measure.kind === 'medianReview';
  return (
    <Card className="flex flex-wrap items-center gap-x-8 gap-y-4 p-5">
      <div>
        <p className="text-hero font-medium" title={formatMetric(figure.value, meta, 'exact')}>
          {formatMetric(figure.value, meta)}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-fg-muted">
          {isCompared ? (
            <Delta value={figure.value} baseline={figure.previous} meta={meta} isSignificant={figure.isEnough} />
          ) : null}
          {plan.target === null ? null : <span>target {formatMetric(plan.target, meta)}</span>}
          {plan.baseline === null ? null : <span>baseline {formatMetric(plan.baseline, meta)}</span>}
          {figure.direction === 'down' ? <span>lower is better</span> : null}
        </p>
        {figure.isEnough ? null : (
          <Badge className="mt-2">Too few cases to judge: {plural(figure.denominator, 'case')}</Badge>
        )}
      </div>
      {parts.denominator ? (
        <p className="flex items-center gap-4 md:ml-auto">
          <span className="sr-only">{`Worked out as ${kpi.formula}:`}</span>
          {isMedian ? (
            <Term part={{ ...parts.denominator, name: 'Verdicts, of which the median' }} value={figure.denominator} />
          ) : (
            <>
              <Term part={parts.numerator} value={figure.numerator} />
              <span aria-hidden className="text-xl text-fg-subtle">
                ÷
              </span>
              <Term part={parts.denominator} value={figure.denominator} />
            </>
          )}
        </p>
      ) : null}
    </Card>
  );
}

function Term({ part, value }: { part: Part; value: number }) {
  return (
    <span className="flex max-w-56 flex-col">
      <span className="text-lg font-medium" title={formatMetric(value, part.meta, 'exact')}>
        {formatMetric(value, part.meta)}
      </span>
      <span className="text-table text-fg-muted">{part.name}</span>
    </span>
  );
}

/** The place of the card while it loads; same height. */
export function EquationCardSkeleton() {
  return (
    <Card className="flex h-[118px] flex-col justify-center gap-4 p-5">
      <Skeleton className="h-10 w-44" />
      <Skeleton className="w-64" />
    </Card>
  );
}
