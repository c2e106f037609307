'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { Delta } from '@/components/layout/delta';
import { useWorkspace } from '@/components/layout/workspace-context';
import { CausedGroups } from '@/components/metrics/caused-groups';
import { CreditedNotCaused } from '@/components/metrics/credited-not-caused';
import { FIGURE_LINK, useFigureHref } from '@/components/metrics/figure-link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import type { Incremental } from '@/domain/measurement/incremental';
import { planOf } from '@/domain/measurement/plan';
import type { PriceOfTouches } from '@/domain/measurement/price-of-touches';
import { standing } from '@/domain/measurement/standing';
import { formatCount, formatDifference, formatMetric, formatMoney, MISSING, plural } from '@/lib/format';
import { effectWords, intervalText, zeroWords } from '@/lib/words/effect-words';
import { metaOf } from '@/lib/words/figure';
import { heroSentence } from '@/lib/words/hero-words';
import { standingWords } from '@/lib/words/standing-words';
import type { KpiValue } from '@/server/services/measurement';
import { TargetTrack } from './target-track';

const VIEWS = ['credited', 'caused'] as const;
const SEGMENTS = [
  { value: 'credited', label: 'Credited' },
  { value: 'caused', label: 'Caused' },
] as const;

type NorthStarProps = {
  figure: KpiValue;
  incremental: Incremental;
  price: PriceOfTouches;
  days: number;
  isCompared: boolean;
};

/** The one number: what a touch earns, where it stands on its way, and what of it the touches caused. */
export function NorthStar({ figure, incremental, price, days, isCompared }: NorthStarProps) {
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
        <Credited figure={figure} isCompared={isCompared} onCaused={() => void setView('caused')} />
      ) : (
        <Caused incremental={incremental} price={price} figure={figure} days={days} />
      )}
    </Card>
  );
}

type CreditedProps = Pick<NorthStarProps, 'figure' | 'isCompared'> & { onCaused: () => void };

function Credited({ figure, isCompared, onCaused }: CreditedProps) {
  const hrefOf = useFigureHref();
  const { currency } = useWorkspace();
  const meta = metaOf(figure, currency);
  const plan = planOf(figure, currency);
  const stand = standing({ ...plan, direction: figure.direction }, figure.evidence);
  const { word, tone, rule } = standingWords(stand, figure.cases);
  return (
    <>
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Link
            href={hrefOf(figure.id)}
            aria-label={`${formatMetric(figure.value, meta, 'hero')}, see the decisions behind it`}
            title={`${formatMetric(figure.value, meta, 'exact')}: see the decisions behind it`}
            className={cn('text-hero font-medium', FIGURE_LINK)}
          >
            {formatMetric(figure.value, meta, 'hero')}
          </Link>
          <span title={rule} className="self-center">
            <Badge tone={tone}>{word}</Badge>
          </span>
        </p>
        <p className="mt-1 max-w-[60ch] text-base text-fg-muted">{heroSentence({ ...figure, ...plan }, stand, meta)}</p>
      </div>
      {plan.baseline !== null && plan.target !== null ? (
        <TargetTrack value={figure.value} baseline={plan.baseline} target={plan.target} meta={meta} />
      ) : null}
      <CreditedNotCaused>
        <button type="button" onClick={onCaused} className="underline underline-offset-2 hover:text-fg">
          See what they caused
        </button>
      </CreditedNotCaused>
      <dl className="mt-auto grid grid-cols-2 gap-x-6 gap-y-3 border-t border-border pt-4 sm:grid-cols-3">
        <Part name="Credited revenue">
          <Link href={hrefOf('attributed_revenue')} className={FIGURE_LINK}>
            {formatMoney(figure.numerator, { currency })}
          </Link>
        </Part>
        <Part name="Touches">
          <Link href={hrefOf('touches')} className={FIGURE_LINK}>
            {formatCount(figure.denominator)}
          </Link>
        </Part>
        {isCompared ? (
          <Part name="Against the period before">
            <Delta value={figure.value} baseline={figure.previous} meta={meta} isSignificant={figure.isClearChange} />
          </Part>
        ) : null}
      </dl>
    </>
  );
}

function Part({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{name}</dt>
      <dd className="text-base font-medium">{children}</dd>
      {note ? <dd className="text-xs text-fg-muted">{note}</dd> : null}
    </div>
  );
}

/** What is credited and not caused, and what the touches took. */
function Price({ price, figure }: Pick<NorthStarProps, 'price' | 'figure'>) {
  const { currency } = useWorkspace();
  const hrefOf = useFigureHref();
  const meta = metaOf(figure, currency);
  const { creditInflation: inflation, discountCents, unsubscribed, forgoneCents } = price;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-3">
      <Part
        name="Credit inflation"
        note={
          inflation
            ? `credited a touch and not caused (95%: ${intervalText(inflation, meta)})`
            : 'credited and not caused: not known yet'
        }
      >
        {inflation ? formatDifference(inflation.estimate, meta) : MISSING}
      </Part>
      <Part name="Discounts redeemed" note="taken off revenue already">
        {formatMoney(discountCents, { currency })}
      </Part>
      <Part
        name="Lost to unsubscribing"
        note={
          unsubscribed === 0
            ? 'nobody unsubscribed'
            : `in as many days: ${plural(unsubscribed, 'reader')} at what one written to was credited with`
        }
      >
        {forgoneCents === null ? (
          MISSING
        ) : (
          <Link href={hrefOf('unsubscribe_rate')} className={FIGURE_LINK}>
            {formatMoney(forgoneCents, { currency })}
          </Link>
        )}
      </Part>
    </dl>
  );
}

function Caused({ incremental, price, figure, days }: Omit<NorthStarProps, 'isCompared'>) {
  const { currency } = useWorkspace();
  const meta = metaOf(figure, currency);
  const { perTouch, missing } = incremental;
  const effect = perTouch && effectWords(perTouch);
  return (
    <>
      <div>
        {perTouch && effect ? (
          <>
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <span className="text-hero font-medium" title={formatDifference(perTouch.estimate, meta, 'exact')}>
                {formatDifference(perTouch.estimate, meta, 'hero')}
              </span>
              <Badge tone={effect.tone} className="h-auto self-center py-0.5 whitespace-normal">
                {effect.word}
              </Badge>
            </p>
            <p className="mt-1 text-base text-fg-muted">
              Likely between {intervalText(perTouch, meta).replace(' to ', ' and ')} a touch (95% interval).{' '}
              {zeroWords(incremental, days)}
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
      <Price price={price} figure={figure} />
      <div className="mt-auto flex flex-col gap-3">
        <CausedGroups incremental={incremental} />
      </div>
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
