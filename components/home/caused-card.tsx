'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { DEMO_HOLDOUT_SHARE } from '@/domain/simulation/demo-holdout';
import { formatCount, formatDifference, formatMoney, formatRate, type MetricMeta } from '@/lib/format';
import type { Kpis } from '@/server/services/measurement';
import { effectWords, intervalText } from './prepare-home';

type Incremental = Kpis['incremental'];

/** What the touches caused, against the customers left alone on purpose: an interval, or what is missing for one. */
export function CausedCard({ incremental }: { incremental: Incremental }) {
  const { currency, isDemo } = useWorkspace();
  const meta: MetricMeta = { unit: 'moneyPerTouch', direction: 'up', currency };
  const { perTouch } = incremental;
  const effect = perTouch && effectWords(perTouch);
  return (
    <Card>
      <CardHeader
        title="What the touches caused"
        description="Against customers left alone on purpose, not by credit"
      />
      <CardBody className="flex flex-col gap-3">
        {perTouch && effect ? (
          <div>
            <p className="text-kpi font-medium">
              {formatDifference(perTouch.estimate, meta)}
              <span className="ml-1.5 text-sm font-normal tracking-normal text-fg-muted">a touch</span>
            </p>
            <p className="text-table text-fg-muted">95% interval {intervalText(perTouch, meta)}</p>
            <Badge tone={effect.tone} className="mt-2 h-auto py-0.5 whitespace-normal">
              {effect.word}
            </Badge>
          </div>
        ) : (
          <div>
            <p className="text-kpi font-medium text-fg-muted">Not enough data</p>
            <p className="text-table text-fg-muted">{incremental.missing}</p>
          </div>
        )}
        <dl className="grid grid-cols-2 gap-3 border-t border-border pt-3">
          <GroupFigure name="Written to" group={incremental.treated} currency={currency} />
          <GroupFigure name="Left alone" group={incremental.heldOut} currency={currency} />
        </dl>
        {isDemo ? (
          <p className="text-xs text-fg-muted">
            The demo leaves {formatRate(DEMO_HOLDOUT_SHARE, 0)} of its customers alone, twice the default: it is small,
            and an interval asks for some dozens of them.
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}

type GroupFigureProps = { name: string; group: Incremental['treated']; currency: string };

function GroupFigure({ name, group, currency }: GroupFigureProps) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{name}</dt>
      <dd className="text-sm font-medium">
        {group.customers === 0 ? '—' : formatMoney(group.revenuePerCustomer, { currency })}
      </dd>
      <dd className="text-xs text-fg-muted">revenue a customer, n = {formatCount(group.customers)}</dd>
    </div>
  );
}

/** The place of the card while it loads; same height. */
export function CausedCardSkeleton() {
  return (
    <Card className="flex h-[236px] flex-col gap-4 p-4">
      <Skeleton className="w-40" />
      <Skeleton className="h-7 w-32" />
      <Skeleton className="w-48" />
      <Skeleton className="mt-auto w-full" />
    </Card>
  );
}
