'use client';

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { COHORTS, type Cohort, PHASES, type Phase, phaseOf } from '@/domain/rollout/plan';
import { formatCount } from '@/lib/format';
import { phaseState } from '@/lib/words/gate-words';

type PhaseTrackProps = {
  /** The step it stands at; null before the beginning. */
  cohort: Cohort | null;
  /** All of it lies behind. */
  isOver?: boolean;
  /** What of the deciding people do, where that is measured: shown with the phase it is. */
  deciding?: ReactNode;
};

/** The way of the rollout: how much of the customers each step holds, and what each phase allows. */
export function PhaseTrack({ cohort, isOver = false, deciding }: PhaseTrackProps) {
  const reached = isOver ? 100 : (cohort ?? 0);
  const current = cohort === null ? null : phaseOf(cohort).id;
  return (
    <Card className="flex flex-col gap-5 p-4 md:p-5">
      <Share reached={reached} isOver={isOver} />
      <ol className="grid gap-x-6 gap-y-5 md:grid-cols-3">
        {PHASES.map((phase) => (
          <PhaseColumn
            key={phase.id}
            phase={phase}
            state={isOver ? 'done' : phaseState(phase.id, current)}
            reached={reached}
            cohort={isOver ? null : cohort}
            deciding={phase.id === current ? deciding : null}
          />
        ))}
      </ol>
    </Card>
  );
}

/** Each step lies in the next one: one bar, filled as far as agents may go. */
function Share({ reached, isOver }: { reached: number; isOver: boolean }) {
  const words = isOver
    ? 'The rollout is over: agents may write to everybody who is not held out.'
    : reached === 0
      ? 'No rollout has begun: agents may write to everybody who is not held out.'
      : `Agents may write to ${formatCount(reached)}% of customers. Who is in a step stays in every wider one.`;
  return (
    <div>
      <p className="text-sm">{words}</p>
      <div
        aria-hidden
        className="relative mt-3 h-3 overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset"
      >
        <div className="h-full rounded-full bg-primary" style={{ width: `${reached}%` }} />
        {COHORTS.slice(0, -1).map((step) => (
          <span
            key={step}
            style={{ left: `${step}%` }}
            className={cn('absolute top-0 h-full w-px', step < reached ? 'bg-primary-fg/60' : 'bg-border-strong')}
          />
        ))}
      </div>
    </div>
  );
}

type State = ReturnType<typeof phaseState>;

const STATES: Record<State, { word: string; tone: 'good' | 'info' | 'neutral' }> = {
  done: { word: 'Done', tone: 'good' },
  now: { word: 'Now', tone: 'info' },
  ahead: { word: 'Ahead', tone: 'neutral' },
};

type PhaseColumnProps = { phase: Phase; state: State; reached: number; cohort: Cohort | null; deciding: ReactNode };

function PhaseColumn({ phase, state, reached, cohort, deciding }: PhaseColumnProps) {
  const { word, tone } = STATES[state];
  return (
    <li aria-current={state === 'now' ? 'step' : undefined} className="flex min-w-0 flex-col gap-3">
      <div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">
            Phase {phase.id}: {phase.name}
          </span>
          <Badge tone={tone}>{word}</Badge>
        </p>
        <p className="text-xs text-fg-muted">{phase.weeks}</p>
      </div>
      <ol aria-label={`Steps of phase ${phase.id}`} className="flex flex-wrap gap-1.5">
        {phase.cohorts.map((step) => (
          <Step
            key={step}
            step={step}
            isNow={step === cohort}
            isDone={step < reached || (step === reached && cohort === null)}
          />
        ))}
      </ol>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-table">
        <Fact name="Whom">
          {phase.engagedAbove === null ? 'Everybody in the cohort' : `Engagement above ${phase.engagedAbove}`}
        </Fact>
        <Fact name="By">{phase.agents?.map((id) => `${agentName(id)} agent`).join(', ') ?? 'All agents'}</Fact>
        <Fact name="On">{phase.channels?.map((id) => CHANNEL_NAMES[id]).join(', ') ?? 'All channels'}</Fact>
        <Fact name="Deciding">{decidingWords(phase)}</Fact>
      </dl>
      {deciding}
    </li>
  );
}

function decidingWords({ deciding }: Phase): string {
  if (deciding?.limit.kind !== 'value') return 'A person, every time';
  return `People, in less than ${formatCount(deciding.limit.value * 100)}%`;
}

type StepProps = { step: Cohort; isNow: boolean; isDone: boolean };

function Step({ step, isNow, isDone }: StepProps) {
  return (
    <li
      aria-current={isNow ? 'step' : undefined}
      className={cn(
        'inline-flex h-7 items-center gap-1 rounded-md border px-2 text-table font-medium',
        isNow ? 'border-primary bg-primary text-primary-fg' : 'border-border text-fg-muted',
        isDone && !isNow && 'bg-good-soft text-good',
      )}
    >
      {isDone && !isNow ? <Check aria-hidden className="size-3.5" /> : null}
      {step}%<span className="sr-only">{isNow ? ', now' : isDone ? ', done' : ', ahead'}</span>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
