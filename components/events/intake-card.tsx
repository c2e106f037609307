'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount, formatRelative, MISSING } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { Intake } from '@/server/services/events';
import { intakeFigures } from './prepare-intake';

const REFRESH_MS = 4_000;

/** What came in during the last hour, kept fresh. */
export function useIntake() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  return useQuery(trpc.events.intake.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS }));
}

/** Events a minute over the last hour by our own clock, and what is still to be done. */
export function IntakeCard() {
  const { data, error, refetch, dataUpdatedAt } = useIntake();
  if (error && !data) {
    return (
      <Card>
        <ErrorState description={error.message} onRetry={() => void refetch()} className="py-6" />
      </Card>
    );
  }
  if (!data) return <Skeleton className="h-[118px] w-full rounded-lg" />;
  const { lastHour, lastMinute, busiest } = intakeFigures(data.minutes);
  return (
    <Card className="flex flex-wrap items-end gap-x-10 gap-y-4 p-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        <Figure label="In the last minute">{formatCount(lastMinute)}</Figure>
        <Figure label="In the last hour">{formatCount(lastHour)}</Figure>
        <Figure label="Not yet processed">{formatCount(data.pending)}</Figure>
        <Figure label="Dead letters">{formatCount(data.deadLetters)}</Figure>
        <Figure label="Last event">
          {data.lastReceivedAt ? formatRelative(data.lastReceivedAt, new Date(dataUpdatedAt)) : MISSING}
        </Figure>
      </dl>
      <Minutes minutes={data.minutes} busiest={busiest} />
    </Card>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="text-lg font-medium">{children}</dd>
    </div>
  );
}

const BAR = 4;
const GAP = 2;
const HEIGHT = 56;

function Minutes({ minutes, busiest }: { minutes: Intake['minutes']; busiest: number }) {
  const width = minutes.length * (BAR + GAP);
  return (
    <figure className="ml-auto min-w-56 flex-1 sm:max-w-md">
      <svg
        role="img"
        aria-label={`Events a minute over the last hour, at most ${formatCount(busiest)} in a minute`}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-14 w-full"
      >
        {minutes.map(({ minute, accepted }, index) => {
          const height = busiest > 0 ? Math.max(accepted > 0 ? 2 : 1, (accepted / busiest) * HEIGHT) : 1;
          return (
            <rect
              key={minute.toISOString()}
              x={index * (BAR + GAP)}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              rx="1"
              className={accepted > 0 ? 'fill-chart-1' : 'fill-chart-grid'}
            />
          );
        })}
      </svg>
      <figcaption className="mt-1 flex justify-between text-xs text-fg-muted">
        <span>an hour ago</span>
        <span>{busiest > 0 ? `busiest minute ${formatCount(busiest)}` : 'quiet'}</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}
