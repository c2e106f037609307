'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { type RolloutVerdict, stepsFor } from '@/domain/rollout/course';
import type { Cohort } from '@/domain/rollout/plan';
import { useTRPC } from '@/lib/trpc/client';
import { ADVICE, stepText } from '@/lib/words/gate-words';
import type { Rollout } from '@/server/services/rollout';

type Deciding = Exclude<Rollout, { kind: 'over' }>;
type DecideFormProps = { rollout: Deciding; onDone: () => void };

/** A step as the value of a list; the end of the rollout is one as well. */
const keyOf = (step: Cohort | null) => String(step ?? 'end');

/** What a person says at a gate, and why. */
export function DecideForm({ rollout, onDone }: DecideFormProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const running = rollout.kind === 'running' ? rollout : null;
  const advised = running?.gates.next.recommendation ?? null;
  const [verdict, setVerdict] = useState<RolloutVerdict>(
    running ? (running.halt ? 'no_go' : (advised ?? 'no_go')) : 'begin',
  );
  const steps = stepsFor(verdict, running?.cohort ?? null);
  const [chosen, setChosen] = useState<string | null>(null);
  const to = steps.find((step) => keyOf(step) === chosen) ?? steps[0] ?? null;
  const [reason, setReason] = useState('');
  const [conditions, setConditions] = useState('');
  const [reviewOn, setReviewOn] = useState('');
  const decide = useMutation(
    trpc.rollout.decide.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.rollout.pathFilter());
        notify({ tone: 'good', title: 'Recorded', description: `${stepText(to)} from now on.` });
        onDone();
      },
      onError: (error) => notify({ tone: 'bad', title: 'Nothing was recorded', description: error.message }),
    }),
  );
  const isConditional = verdict === 'conditional';
  const whyNot = missingOf({ reason, isConditional, conditions, reviewOn });
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (whyNot) return;
    const terms = isConditional ? { conditions, reviewOn } : {};
    decide.mutate({ workspace: slug, verdict, to, reason, seq: rollout.seq, ...terms });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {running ? (
        <RadioGroup
          label="Your word"
          options={verdictsOf(running)}
          value={verdict}
          onValueChange={(next) => {
            setVerdict(next);
            setChosen(null);
          }}
        />
      ) : null}
      {steps.length > 1 ? (
        <Field label={running ? 'Where to' : 'Which step to begin with'}>
          <SelectList
            options={steps.map((step) => ({ value: keyOf(step), label: stayText(step, running?.cohort ?? null) }))}
            value={keyOf(to)}
            onValueChange={setChosen}
          />
        </Field>
      ) : null}
      {isConditional ? (
        <>
          <Field label="What does it hang on?">
            <Textarea
              value={conditions}
              onChange={(event) => setConditions(event.target.value)}
              required
              maxLength={2_000}
            />
          </Field>
          <Field label="Looked at again on">
            <Input
              type="date"
              required
              value={reviewOn}
              onChange={(event) => setReviewOn(event.target.value)}
              className="w-44"
            />
          </Field>
        </>
      ) : null}
      <Field label="Why?">
        <Textarea value={reason} onChange={(event) => setReason(event.target.value)} required maxLength={2_000} />
      </Field>
      {isAgainst(verdict, advised) ? (
        <Notice tone="warn" title="The figures advise otherwise">
          {running?.gates.next.why} The record will say so.
        </Notice>
      ) : null}
      <Button type="submit" variant="primary" className="self-end" pending={decide.isPending} disabledReason={whyNot}>
        {buttonText(verdict, to)}
      </Button>
    </form>
  );
}

function verdictsOf(running: Extract<Rollout, { kind: 'running' }>) {
  const { halt, cohort, gates } = running;
  const next = gates.next.to === null ? 'Ends the rollout: everybody may be written to' : stepText(gates.next.to);
  const onwards = [
    { value: 'go' as const, label: ADVICE.go.word, hint: next },
    { value: 'conditional' as const, label: ADVICE.conditional.word, hint: `${next}, and what it hangs on` },
  ];
  const back = { value: 'no_go' as const, label: ADVICE.no_go.word, hint: `Stays at ${cohort}%, or goes back` };
  return halt ? [back] : [...onwards, back];
}

function stayText(step: Cohort | null, current: Cohort | null): string {
  return step !== null && step === current ? `Stay: ${stepText(step)}` : stepText(step);
}

function missingOf(said: { reason: string; isConditional: boolean; conditions: string; reviewOn: string }) {
  if (said.isConditional && !said.conditions.trim()) return 'Say what it hangs on.';
  if (said.isConditional && !said.reviewOn) return 'Name the day on which it is looked at again.';
  return said.reason.trim() ? undefined : 'Say why.';
}

/** Going on where the figures say no, or under conditions where they do not say go. */
function isAgainst(verdict: RolloutVerdict, advised: keyof typeof ADVICE | null): boolean {
  if (verdict === 'go') return advised !== 'go';
  return verdict === 'conditional' && advised === 'no_go';
}

function buttonText(verdict: RolloutVerdict, to: Cohort | null): string {
  if (verdict === 'begin') return `Begin with ${to}%`;
  if (verdict === 'no_go') return 'Record the no-go';
  return to === null ? 'End the rollout' : `Go to ${to}%`;
}
