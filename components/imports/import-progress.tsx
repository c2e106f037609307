'use client';

import { Check, Circle, CircleDot, CirclePause } from 'lucide-react';
import { Figure } from '@/components/layout/figure';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Progress } from '@/components/ui/progress';
import { importFigures } from '@/domain/events/import-figures';
import { formatCount, formatDate, formatDateTime, formatDuration, formatRate, MISSING, plural } from '@/lib/format';
import type { ImportJob } from '@/server/services/imports';
import { daysLived, type Phase, phasesOf } from './prepare-import';
import { useRemaining } from './use-remaining';

/** How far an import is: in which phase, at which line, and on which day of the log. */
export function ImportProgress({ job }: { job: ImportJob }) {
  const { timezone, now } = useWorkspace();
  const { totals, options, progress, status } = job;
  const lived = daysLived(job);
  const detail = useDetail(job);
  const figures = importFigures(totals);
  const isOver = status === 'completed' || status === 'cancelled';
  return (
    <Card className="flex flex-col gap-5 p-4">
      <Phases phases={phasesOf(job, options.until ? formatDate(new Date(options.until), 'UTC') : null)} />
      {isOver ? null : status === 'deciding' ? (
        <Progress
          label="The agents decide about every customer and cart that came in"
          value={null}
          detail="This takes minutes for thousands of them"
        />
      ) : (
        <Progress
          label={totals.expectedLines === null ? 'Counting the lines of the file' : 'Lines read'}
          value={progress === null ? null : progress * 100}
          detail={detail}
        />
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 xl:grid-cols-6">
        <Figure
          label="Events sent"
          hint={
            figures.eventsKnown > 0
              ? `${formatCount(figures.eventsKnown)} already known`
              : `of ${plural(figures.linesRead, 'line')}`
          }
        >
          {formatCount(figures.events)}
        </Figure>
        <Figure
          label="Lines not used"
          hint={figures.linesRead > 0 ? `${formatRate(figures.linesUnused / figures.linesRead, 1)} of them` : undefined}
        >
          {formatCount(figures.linesUnused)}
        </Figure>
        <Figure label="Orders" hint={`${formatCount(figures.refunds)} refunds`}>
          {formatCount(figures.orders)}
        </Figure>
        <Figure label="Customers" hint={`${formatCount(figures.customersNamed)} named in the log`}>
          {formatCount(figures.customersUsed)}
        </Figure>
        <Figure label="The log is at" hint={lived === null ? undefined : `${plural(lived, 'day')} lived one by one`}>
          {totals.importedTo ? formatDate(new Date(totals.importedTo), timezone) : MISSING}
        </Figure>
        <Figure label="Clock of the workspace" hint={timezone}>
          {formatDateTime(now, timezone)}
        </Figure>
      </dl>
    </Card>
  );
}

function useDetail(job: ImportJob): string {
  const { totals } = job;
  const remaining = useRemaining(job);
  const read = formatCount(totals.lines);
  const lines = totals.expectedLines === null ? read : `${read} of ${formatCount(totals.expectedLines)}`;
  return remaining === null ? lines : `${lines}, about ${formatDuration(remaining)} left`;
}

const LOOKS: Record<Phase['state'], { icon: typeof Check; look: string; word: string }> = {
  done: { icon: Check, look: 'text-fg-muted [&_svg]:text-good', word: 'done' },
  now: { icon: CircleDot, look: 'font-medium [&_svg]:text-info', word: 'under way' },
  held: { icon: CirclePause, look: 'font-medium [&_svg]:text-warn', word: 'stands still' },
  todo: { icon: Circle, look: 'text-fg-muted [&_svg]:text-fg-subtle', word: 'to come' },
};

function Phases({ phases }: { phases: readonly Phase[] }) {
  return (
    <ol className="flex flex-wrap gap-x-6 gap-y-2 text-table">
      {phases.map(({ label, state }) => {
        const { icon: Icon, look, word } = LOOKS[state];
        return (
          <li
            key={label}
            aria-current={state === 'now' ? 'step' : undefined}
            className={cn('flex items-center gap-1.5', look)}
          >
            <Icon aria-hidden className="size-4" />
            {label}
            <span className="sr-only">, {word}</span>
          </li>
        );
      })}
    </ol>
  );
}
