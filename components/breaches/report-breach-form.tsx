'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { GUARDRAIL_NAMES, GUARDRAILS, type GuardrailId } from '@/domain/guardrails/guardrail-ids';
import { useTRPC } from '@/lib/trpc/client';

const OPTIONS = GUARDRAILS.map((value) => ({ value, label: GUARDRAIL_NAMES[value] }));

/** Which guardrail should have stopped it, and what was wrong. */
export function ReportBreachForm({ decisionId, onDone }: { decisionId: string; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [guardrail, setGuardrail] = useState<GuardrailId | null>(null);
  const [note, setNote] = useState('');
  const report = useMutation(
    trpc.breaches.report.mutationOptions({
      async onSuccess({ hasLowered, hasHalted }) {
        await Promise.all([
          queries.invalidateQueries(trpc.breaches.pathFilter()),
          queries.invalidateQueries(trpc.agents.pathFilter()),
          queries.invalidateQueries(trpc.decisions.get.queryFilter()),
          ...(hasHalted
            ? [trpc.killSwitch.pathFilter(), trpc.rollout.pathFilter()].map((filter) =>
                queries.invalidateQueries(filter),
              )
            : []),
        ]);
        notify({
          tone: 'good',
          title: hasHalted ? 'The problem is on record, and the rollout is halted' : 'The problem is on record',
          description: hasLowered
            ? 'The autonomy of this action fell by one.'
            : 'The autonomy of this action stays: it has fallen since this message left, or is at the lowest level.',
        });
        onDone();
      },
      onError: (error) => notify({ tone: 'bad', title: 'The problem was not recorded', description: error.message }),
    }),
  );
  const whyNot = guardrail === null ? 'Choose a guardrail first.' : note.trim() ? undefined : 'Say what was wrong.';
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (guardrail && !whyNot) report.mutate({ workspace: slug, decisionId, guardrail, note });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Which guardrail should have stopped it?">
        <SelectList options={OPTIONS} value={guardrail} onValueChange={setGuardrail} placeholder="Choose a guardrail" />
      </Field>
      <Field label="What was wrong?">
        <Textarea value={note} onChange={(event) => setNote(event.target.value)} required maxLength={2_000} />
      </Field>
      <Button type="submit" variant="primary" className="self-end" pending={report.isPending} disabledReason={whyNot}>
        Report it
      </Button>
    </form>
  );
}
