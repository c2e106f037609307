'use client';

import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { GOAL_WORDS } from '@/domain/experiments/aims';
import { doMeet } from '@/domain/experiments/overlap';
import { type TestDuration, testDuration } from '@/domain/experiments/test-duration';
import { plural } from '@/domain/shared/plural';
import { after, DAY } from '@/domain/shared/time';
import { formatCount, formatRate } from '@/lib/format';
import type { TestPlanFacts } from '@/server/services/creative';
import type { DraftProps } from './message-card';
import type { TestDraft } from './test-draft';

const STARTS = [
  { value: 'now', label: 'As soon as it is approved' },
  { value: 'later', label: 'At a date, if it is approved by then' },
] as const;

type DurationCardProps = DraftProps & { startError: string | undefined };

/** How long it will take by the traffic of now, and when it begins. */
export function DurationCard({ draft, plan, onChange, startError }: DurationCardProps) {
  const { now } = useWorkspace();
  const isLater = draft.startsAt !== null;
  return (
    <Card>
      <CardHeader title="Size, time and start" />
      <CardBody className="flex flex-col gap-4">
        <LiftField liftPercent={draft.liftPercent} onChange={(liftPercent) => onChange({ liftPercent })} />
        <Forecast draft={draft} plan={plan} />
        {forecastOf(draft, plan) ? null : (
          <Checkbox
            label="Begin it all the same, for as long as the policy allows"
            checked={draft.isUnforeseen}
            onCheckedChange={(isUnforeseen) => onChange({ isUnforeseen })}
          />
        )}
        {overlapsOf(draft, plan, now).map(({ words }) => (
          <Notice key={words} tone="warn">
            {words}
          </Notice>
        ))}
        <RadioGroup
          label="Start"
          options={STARTS}
          value={isLater ? 'later' : 'now'}
          onValueChange={(start) => onChange({ startsAt: start === 'later' ? '' : null })}
        />
        {isLater ? (
          <Field
            label="Date and time"
            hint="In the time zone of this browser."
            {...(startError && { error: startError })}
          >
            <Input
              type="datetime-local"
              value={draft.startsAt ?? ''}
              onValueChange={(startsAt) => onChange({ startsAt })}
            />
          </Field>
        ) : null}
      </CardBody>
    </Card>
  );
}

const LIFT = { least: 1, most: 500 };

/** What stands in the field while it is typed is the typist's; what is a lift is taken from it. */
function LiftField({ liftPercent, onChange }: { liftPercent: number; onChange: (liftPercent: number) => void }) {
  const [typed, setTyped] = useState(String(liftPercent));
  const isLift = (text: string) => /^\d{1,3}$/.test(text) && Number(text) >= LIFT.least && Number(text) <= LIFT.most;
  // A draft that was kept, or begun anew, says something else than what was typed last.
  const text = isLift(typed) && Number(typed) !== liftPercent ? String(liftPercent) : typed;
  const error = `A whole number from ${LIFT.least} to ${LIFT.most}. The forecast below is for ${liftPercent}%.`;
  return (
    <Field
      label="Lift worth telling, in percent"
      hint="Smaller differences take longer to tell."
      {...(!isLift(text) && { error })}
    >
      <Input
        inputMode="numeric"
        value={text}
        onValueChange={(value) => {
          setTyped(value.trim());
          if (isLift(value.trim())) onChange(Number(value.trim()));
        }}
      />
    </Field>
  );
}

/** Of the tests it would share customers with, those that may still run when it begins, or begin before it ends. */
function overlapsOf({ startsAt }: TestDraft, { overlaps, rules }: TestPlanFacts, now: Date) {
  const chosen = startsAt ? new Date(startsAt) : now;
  const from = Number.isNaN(chosen.getTime()) || chosen < now ? now : chosen;
  const span = { from, until: after(from, rules.longestDays * DAY) };
  return overlaps.filter((other) => doMeet(span, other));
}

/** How long a draft takes by the traffic of now; null where nobody can say. */
export function forecastOf(draft: TestDraft, plan: TestPlanFacts): TestDuration | null {
  const { traffic, rules } = plan;
  return testDuration({
    now: { successes: traffic[draft.goal], trials: traffic.customers, days: traffic.days },
    lift: draft.liftPercent / 100,
    challengers: draft.arms.length,
    sharing: { ...plan.sharing, allocation: draft.allocation ?? plan.sharing.allocation },
    leastPerVariant: rules.leastPerVariant,
    longestDays: rules.longestDays,
    significance: rules.significance,
  });
}

function Forecast({ draft, plan }: { draft: TestDraft; plan: TestPlanFacts }) {
  const { traffic, rules } = plan;
  const planned = forecastOf(draft, plan);
  if (!planned) {
    return (
      <p className="text-table text-fg-muted">
        How long it takes cannot be said: of {plural(traffic.customers, 'customer')} in the last{' '}
        {plural(traffic.days, 'day')}, {formatCount(traffic[draft.goal])}{' '}
        {draft.goal === 'clicks' ? 'clicked' : 'ordered'}.
      </p>
    );
  }
  return (
    <div aria-live="polite" className="flex flex-col gap-2 text-table">
      <dl aria-label="Forecast" className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Figure term="Customers a day" value={formatCount(planned.perDay, { decimals: planned.perDay < 10 ? 1 : 0 })} />
        <Figure term={`${GOAL_WORDS[draft.goal].name} now`} value={formatRate(planned.rate, 1)} />
        <Figure term="Customers for each variant" value={formatCount(planned.perArm)} />
        <Figure term="About" value={plural(planned.days, 'day')} />
      </dl>
      <p className="text-fg-muted">{limitWords(planned, rules)}</p>
    </div>
  );
}

function limitWords({ days, tellable }: TestDuration, { longestDays, holdsAtEveryLook }: TestPlanFacts['rules']) {
  const looks = holdsAtEveryLook ? ' A verdict that holds at every look needs some more.' : '';
  if (days <= longestDays) return `Four times in five such a lift is told by then.${looks}`;
  const limit = `A test ends after ${plural(longestDays, 'day')}, by the policy`;
  return tellable === null
    ? `${limit}: no lift is told in that time.`
    : `${limit}: by then only a lift of ${formatRate(tellable, 0)} or more is told four times in five.${looks}`;
}

function Figure({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{term}</dt>
      <dd className="font-medium tabular-nums">{value}</dd>
    </div>
  );
}
