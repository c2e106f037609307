'use client';

import { useQuery } from '@tanstack/react-query';
import { CalendarClock, FlaskConical, Radio, Sparkles } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { formatDate, formatDateTime, formatExact } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

const chip =
  'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-sm border px-2 text-xs font-medium whitespace-nowrap';

/** Where messages go, whether the data is made up, and which time it is here: in words, icons and line, not colour alone. */
export function EnvironmentBadges() {
  const { slug, environment, isDemo, isOffSystemTime, now, timezone } = useWorkspace();
  const isSandbox = environment === 'sandbox';
  const trpc = useTRPC();
  const { data } = useQuery(trpc.demo.progress.queryOptions({ workspace: slug }, { enabled: isDemo }));
  const isSimulation = data?.kind === 'simulation';
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <Tooltip
        side="bottom"
        content={
          isSandbox
            ? 'Nothing leaves this installation: messages go to the sandbox inbox.'
            : 'Messages are handed to the mail server and reach people.'
        }
      >
        <span
          className={cn(
            chip,
            isSandbox
              ? 'border-dashed border-env-sandbox text-env-sandbox'
              : 'border-env-live bg-env-live text-surface',
          )}
        >
          {isSandbox ? (
            <FlaskConical aria-hidden className="size-3.5 max-sm:hidden" />
          ) : (
            <Radio aria-hidden className="size-3.5 max-sm:hidden" />
          )}
          {isSandbox ? 'Sandbox' : 'Live'}
        </span>
      </Tooltip>
      {isDemo ? (
        <Tooltip side="bottom" content="This shop and its customers are generated. Nobody real is written to.">
          <span className={cn(chip, 'border-border text-fg-muted')}>
            <Sparkles aria-hidden className="size-3.5 max-sm:hidden" />
            <span>
              {isSimulation ? 'Simulation' : 'Demo'}
              {isSimulation ? null : <span className="max-sm:sr-only"> data</span>}
            </span>
          </span>
        </Tooltip>
      ) : null}
      {isOffSystemTime ? (
        <Tooltip side="bottom" content={`This workspace lives in its own time: ${formatExact(now, timezone)}`}>
          {/* On a phone there is no room for three; the banner of a demo tells its day. */}
          <span className={cn(chip, 'border-border-strong', isDemo && 'max-sm:hidden')}>
            <CalendarClock aria-hidden className="size-3.5" />
            <time dateTime={now.toISOString()}>
              <span className="max-lg:hidden">
                {clockName(isDemo, isSimulation)}: {formatDateTime(now, timezone)}
              </span>
              <span className="lg:hidden">{formatDate(now, timezone)}</span>
            </time>
          </span>
        </Tooltip>
      ) : null}
    </div>
  );
}

function clockName(isDemo: boolean, isSimulation: boolean): string {
  if (isSimulation) return 'Simulation’s clock';
  return isDemo ? 'Shop’s clock' : 'Log’s clock';
}
