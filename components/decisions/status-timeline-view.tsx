import { Check, Circle, CircleDot, CircleSlash } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { cn } from '@/components/ui/cn';
import { statusTimeline, type TimelineFacts, type TimelineStep } from './status-timeline';

const LOOKS: Record<TimelineStep['state'], { icon: typeof Check; colour: string; words: string }> = {
  done: { icon: Check, colour: 'text-good', words: 'done' },
  now: { icon: CircleDot, colour: 'text-fg', words: 'next' },
  ahead: { icon: Circle, colour: 'text-fg-subtle', words: 'not yet' },
  stopped: { icon: CircleSlash, colour: 'text-bad', words: 'ended here' },
};

/** A decision's way, from the agent to the order. */
export function StatusTimelineView({ facts }: { facts: TimelineFacts }) {
  const steps = statusTimeline(facts);
  return (
    <ol aria-label="Status" className="flex flex-col gap-3 md:flex-row md:gap-0">
      {steps.map((step, index) => {
        const { icon: Icon, colour, words } = LOOKS[step.state];
        return (
          <li key={step.key} className="relative flex min-w-0 flex-1 gap-2.5 md:flex-col md:gap-1.5 md:pr-3">
            {index < steps.length - 1 ? (
              <span
                aria-hidden
                className={cn(
                  'absolute bg-border max-md:top-5 max-md:bottom-[-12px] max-md:left-2.25 max-md:w-px md:top-2.5 md:right-1 md:left-6 md:h-px',
                  step.state === 'done' && 'bg-good/50',
                )}
              />
            ) : null}
            <Icon aria-hidden className={cn('relative size-5 shrink-0', colour)} strokeWidth={2} />
            <div className="min-w-0 text-table">
              <p className={cn('font-medium', step.state === 'ahead' && 'font-normal text-fg-muted')}>
                {step.label} <span className="sr-only">({words})</span>
              </p>
              {step.at ? (
                <p className="text-xs text-fg-muted">
                  <TimeText at={step.at} as="absolute" />
                </p>
              ) : null}
              {step.note ? <p className="text-xs break-words text-fg-muted">{step.note}</p> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
