'use client';

import { Delta } from '@/components/layout/delta';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';
import { boundsOf } from '@/domain/measurement/evidence';
import type { Kpi } from '@/domain/measurement/kpi';
import { planOf } from '@/domain/measurement/plan';
import { standing } from '@/domain/measurement/standing';
import { formatMetric } from '@/lib/format';
import { caseCount } from '@/lib/words/case-words';
import { metaOf } from '@/lib/words/figure';
import { standingWords } from '@/lib/words/standing-words';
import type { KpiValue } from '@/server/services/measurement';
import { DECISIONS_BEHIND, FIGURE_LINK } from './figure-link';
import { type Part, partsBehind } from './part-meta';

type EquationCardProps = { kpi: Kpi; figure: KpiValue; isCompared: boolean };

/** The figure as it is worked out: what is divided by what, and what stands beside it. */
export function EquationCard({ kpi, figure, isCompared }: EquationCardProps) {
  const { currency } = useWorkspace();
  const meta = metaOf(figure, currency);
  const plan = planOf(figure, currency);
  const parts = partsBehind(kpi, currency);
  const stand = standing({ ...plan, direction: figure.direction }, figure.evidence);
  const { word, tone, rule, missing } = standingWords(stand, figure.cases);
  const bounds = figure.evidence && boundsOf(figure.evidence);
  const isMedian = kpi.measure.kind === 'medianReview';
  return (
    <Card className="flex flex-wrap items-center gap-x-8 gap-y-4 p-5">
      <div>
        <p>
          <a
            href={`#${DECISIONS_BEHIND}`}
            className={cn('text-hero font-medium', FIGURE_LINK)}
            title={`${formatMetric(figure.value, meta, 'exact')}: see the decisions behind it`}
          >
            {formatMetric(figure.value, meta, 'hero')}
          </a>
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-fg-muted">
          {isCompared ? (
            <Delta value={figure.value} baseline={figure.previous} meta={meta} isSignificant={figure.isClearChange} />
          ) : null}
          {plan.target === null ? null : <span>target {formatMetric(plan.target, meta)}</span>}
          {plan.baseline === null ? null : <span>baseline {formatMetric(plan.baseline, meta)}</span>}
          {figure.direction === 'down' ? <span>lower is better</span> : null}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-fg-muted">
          {stand.status === 'no_target' ? null : (
            <span title={rule}>
              <Badge tone={tone}>{word}</Badge>
            </span>
          )}
          {figure.evidence ? <span>{missing ?? `from ${caseCount(figure.evidence.cases, figure.cases)}`}</span> : null}
          {bounds ? (
            <span>
              95% interval {formatMetric(bounds.low, meta)} to {formatMetric(bounds.high, meta)}
            </span>
          ) : null}
        </p>
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
      <a
        href={`#${DECISIONS_BEHIND}`}
        className={cn('self-start text-lg font-medium', FIGURE_LINK)}
        title={`${formatMetric(value, part.meta, 'exact')}: see the decisions behind it`}
      >
        {formatMetric(value, part.meta)}
      </a>
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
