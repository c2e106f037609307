'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { intervalText } from '@/components/home/prepare-home';
import { Delta } from '@/components/layout/delta';
import { useWorkspace } from '@/components/layout/workspace-context';
import { metaOf, planOf } from '@/components/metrics/figure';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount, formatDifference, formatMetric, formatMoney, MISSING } from '@/lib/format';
import type { Kpis, KpiValue } from '@/server/services/measurement';
import { heroSentence } from './hero-words';
import { standing } from './standing';
import { TargetTrack } from './target-track';

const VIEWS = ['credited', 'caused'] as const;
const SEGMENTS = [
  { value: 'credited', label: 'Credited' },
  { value: 'caused', label: 'Caused' },
] as const;

type NorthStarProps = { figure: KpiValue; incremental: Kpis['incremental']; isCompared: boolean };

/** The one number: what a touch earns, where it stands on its way, and what of it the touches caused. */
export function NorthStar({ figure, incremental, isCompared }: NorthStarProps) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('credited'));
  return (
    <Card className="flex h-full flex-col gap-5 p-5 md:p-6">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-medium">Revenue per marketing touch</h2>
        <SegmentedControl
          label="How revenue is counted"
          segments={SEGMENTS}
          value={view}
          onValueChange={(next) => void setView(next)}
        />
      </header>
      {view === 'credited' ? (
        <Credited figure={figure} isCompared={isCompared} />
      ) : (
        <Caused incremental={incremental} figure={figure} />
      )}
    </Card>
  );
}

function Credited({ figure, isCompared }: Pick<NorthStarProps, 'figure' | 'isCompared'>) {
  const { currency } = useWorkspace();
  const meta = metaOf(figure, currency);
  const plan = planOf(figure, currency);
  const stand = standing({ ...figure, ...plan });
  return (
    <>
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="text-hero font-medium" title={formatMetric(figure.value, meta, 'exact')}>
            {formatMetric(figure.value, meta, 'hero')}
          </span>
          <Badge tone={stand.tone} className="self-center">
            {stand.word}
          </Badge>
        </p>
        <p className="mt-1 max-w-[60ch] text-base text-fg-muted">{heroSentence({ ...figure, ...plan }, meta)}</p>
      </div>
      {plan.baseline !== null && plan.target !== null ? (
        <TargetTrack value={figure.value} baseline={plan.baseline} target={plan.target} meta={meta} />
      ) : null}
      <dl className="mt-auto grid grid-cols-2 gap-x-6 gap-y-3 border-t border-border pt-4 sm:grid-cols-3">
        <Part name="Credited revenue">{formatMoney(figure.numerator, { currency })}</Part>
        <Part name="Touches">{formatCount(figure.denominator)}</Part>
        {isCompared ? (
          <Part name="Against the period before">
            <Delta value={figure.value} baseline={figure.previous} meta={meta} isSignificant={figure.isEnough} />
          </Part>
        ) : null}
      </dl>
    </>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{name}</dt>
      <dd className="text-base font-medium">{children}</dd>
    </div>
  );
}

function Caused({ incremental, figure }: Pick<NorthStarProps, 'incremental' | 'figure'>) {
  const { currency } = useWorkspace();
  const meta = metaOf(figure, currency);
  const { perTouch, missing, treated, heldOut } = incremental;
  const money = (cents: number, customers: number) =>
    customers > 0 ? `${formatMoney(cents, { currency })} each` : MISSING;
  return (
    <>
      <div>
        {perTouch ? (
          <>
            <p className="text-hero font-medium">{formatDifference(perTouch.estimate, meta)}</p>
            <p className="mt-1 text-base text-fg-muted">
              Likely between {intervalText(perTouch, meta).replace(' to ', ' and ')} a touch (95% interval).
              {perTouch.low <= 0 && perTouch.high >= 0 ? ' Zero is among them: no effect is shown yet.' : ''}
            </p>
          </>
        ) : (
          <>
            <p className="text-hero font-medium text-fg-muted">Not enough data</p>
            <p className="mt-1 text-base text-fg-muted">{missing}</p>
          </>
        )}
      </div>
      <p className="max-w-[64ch] text-table text-fg-muted">
        Customers who could be written to, against those left alone on purpose. The difference in what each brought,
        over all touches, is what the touches caused.
      </p>
      <dl className="mt-auto grid grid-cols-2 gap-x-6 gap-y-3 border-t border-border pt-4">
        <Part name={`Written to, n = ${formatCount(treated.customers)}`}>
          {money(treated.revenuePerCustomer, treated.customers)}
        </Part>
        <Part name={`Left alone, n = ${formatCount(heldOut.customers)}`}>
          {money(heldOut.revenuePerCustomer, heldOut.customers)}
        </Part>
      </dl>
    </>
  );
}

/** The place of the card while it loads; same height. */
export function NorthStarSkeleton() {
  return (
    <Card className="flex h-full min-h-80 flex-col gap-5 p-6">
      <Skeleton className="w-48" />
      <Skeleton className="h-12 w-40" />
      <Skeleton className="w-full" />
      <Skeleton className="h-10 w-full" />
    </Card>
  );
}
