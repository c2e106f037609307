'use client';

import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount, formatTime, MISSING } from '@/lib/format';
import type { Intake } from '@/server/services/events';
import { MinuteBars } from './minute-bars';
import { hourOf } from './prepare-intake';

type IntakeStripProps = { intake: Intake | undefined; error: { message: string } | null; onRetry: () => void };

/** How much has come in during the last hour of our own clock, and what is left to do. */
export function IntakeStrip({ intake, error, onRetry }: IntakeStripProps) {
  const { timezone } = useWorkspace();
  if (error && !intake)
    return (
      <Card>
        <ErrorState description={error.message} onRetry={onRetry} className="py-6" />
      </Card>
    );
  const hour = intake ? hourOf(intake.minutes) : null;
  return (
    <Card className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 py-3.5 md:grid-cols-[repeat(3,minmax(110px,auto))_minmax(0,1fr)]">
      <Figure label="Accepted, last full minute" value={hour?.lastFullMinute} />
      <Figure label="Accepted, last hour" value={hour?.total} />
      <Figure
        label="Waiting to be worked in"
        value={intake?.pending}
        hint={
          intake ? (
            <>last event {intake.lastReceivedAt ? formatTime(intake.lastReceivedAt, timezone) : MISSING}</>
          ) : undefined
        }
      />
      <div className="flex min-w-0 flex-col justify-end gap-1">
        {hour && intake ? (
          <>
            <MinuteBars minutes={intake.minutes} most={hour.most} />
            <p className="flex justify-between gap-2 text-xs text-fg-muted">
              <span className="max-md:hidden">60 min ago</span>
              <span>busiest minute {formatCount(hour.most)}</span>
              <span className="max-md:hidden">now</span>
            </p>
          </>
        ) : (
          <Skeleton className="h-14 w-full" />
        )}
      </div>
    </Card>
  );
}

function Figure({ label, value, hint }: { label: string; value: number | undefined; hint?: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-fg-muted">{label}</p>
      {value === undefined ? (
        <Skeleton className="mt-1 h-6 w-16" />
      ) : (
        <p className="text-lg font-medium">{formatCount(value)}</p>
      )}
      {hint ? <p className="text-xs text-fg-muted">{hint}</p> : null}
    </div>
  );
}
