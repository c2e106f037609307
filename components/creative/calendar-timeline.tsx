'use client';

import { Split } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { plural } from '@/domain/shared/plural';
import { formatDay } from '@/lib/format';
import type { CalendarSpan } from '@/lib/test-calendar-params';
import { STATUS_WORDS } from './creative-words';
import { type CalendarRow, placeOfNow, type Stretch } from './prepare-calendar';

const COLUMNS = 'sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)]';

/** Tests as bars over the weeks, a line where now stands; on a phone each bar stands below its words. */
export function CalendarTimeline({ rows, span }: { rows: readonly CalendarRow[]; span: CalendarSpan }) {
  const { now, timezone, to } = useWorkspace();
  const today = placeOfNow(span, now);
  return (
    <div>
      <div aria-hidden className={cn('grid gap-x-4 pb-1', COLUMNS)}>
        <span className="max-sm:hidden" />
        <div className="relative h-4 text-xs text-fg-muted">
          {span.weeks.map((week, index) =>
            // The last label would stand beyond the edge.
            index % 3 === 0 && index < span.weeks.length - 1 ? (
              <span
                key={week.toISOString()}
                className="absolute whitespace-nowrap"
                style={{ left: `${(100 * index) / span.weeks.length}%` }}
              >
                {formatDay(week, timezone)}
              </span>
            ) : null,
          )}
        </div>
      </div>
      <ul className="flex flex-col divide-y divide-border border-y border-border">
        {rows.map(({ test, run, ahead, words, isOverlapping }) => {
          const { label, tone } = STATUS_WORDS[test.status];
          return (
            <li key={test.id} className={cn('grid items-center gap-x-4 gap-y-2 py-2.5 text-table', COLUMNS)}>
              <div className="flex min-w-0 flex-col gap-0.5">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Link
                    href={to(`/creative?status=${test.status}&message=${test.templateId}`)}
                    className="font-medium underline-offset-2 hover:underline"
                  >
                    {test.name}
                  </Link>
                  <Badge tone={tone}>{label}</Badge>
                </span>
                <span className="text-xs text-fg-muted">
                  {words} · {plural(test.variants, 'variant')} beside the control, {plural(test.customers, 'customer')}
                  {isOverlapping ? (
                    <span className="inline-flex items-center gap-1 pl-1">
                      <Split aria-hidden className="size-3" /> shares customers
                    </span>
                  ) : null}
                </span>
              </div>
              <div aria-hidden className="relative h-6 rounded-sm bg-fg/4">
                <Bar
                  stretch={ahead}
                  className="border border-chart-1/40 bg-chart-1/10 [background-image:repeating-linear-gradient(135deg,transparent_0_5px,color-mix(in_oklab,var(--chart-1)_25%,transparent)_5px_6px)]"
                />
                <Bar stretch={run} className={test.status === 'concluded' ? 'bg-chart-control' : 'bg-chart-1'} />
                {today === null ? null : (
                  <span className="absolute -inset-y-2.5 w-px bg-fg" style={{ left: `${today}%` }} />
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {today === null ? null : <p className="pt-2 text-xs text-fg-muted">The line is now.</p>}
    </div>
  );
}

function Bar({ stretch, className }: { stretch: Stretch | null; className: string }) {
  if (!stretch) return null;
  return (
    <span
      className={cn('absolute inset-y-1 min-w-1 rounded-sm', className)}
      style={{ left: `${stretch.left}%`, width: `${stretch.width}%` }}
    />
  );
}
