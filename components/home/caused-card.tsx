'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { CausedGroups } from '@/components/metrics/caused-groups';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { Incremental } from '@/domain/measurement/incremental';
import { formatDifference, type MetricMeta } from '@/lib/format';
import { effectWords, intervalText, zeroWords } from '@/lib/words/effect-words';

/** What the touches caused, against the customers left alone on purpose: an interval, or what is missing for one. */
export function CausedCard({ incremental, days }: { incremental: Incremental; days: number }) {
  const { currency } = useWorkspace();
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
              {formatDifference(perTouch.estimate, meta, 'hero')}
              <span className="ml-1.5 text-sm font-normal tracking-normal text-fg-muted">a touch</span>
            </p>
            <p className="text-table text-fg-muted">95% interval {intervalText(perTouch, meta)}</p>
            <Badge tone={effect.tone} className="mt-2 h-auto py-0.5 whitespace-normal">
              {effect.word}
            </Badge>
            <p className="mt-1.5 text-table text-fg-muted">{zeroWords(incremental, days)}</p>
          </div>
        ) : (
          <div>
            <p className="text-kpi font-medium text-fg-muted">Not enough data</p>
            <p className="text-table text-fg-muted">{incremental.missing}</p>
          </div>
        )}
        <CausedGroups incremental={incremental} />
      </CardBody>
    </Card>
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
