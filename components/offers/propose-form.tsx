'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import { notify } from '@/components/ui/toast';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import { centsFromDecimal, decimalFromCents } from '@/domain/shared/money';
import { NO_RANGE, parseRange, resolveRange } from '@/lib/date-range';
import { useTRPC } from '@/lib/trpc/client';

const ACTIONS = AGENT_CARDS.flatMap(({ id, name, actions }) =>
  actions
    .filter(({ givesCodes }) => givesCodes)
    .map((action) => ({ value: `${id}:${action.id}`, label: `${name}: ${action.name}` })),
);

/** What is wrong, by the field; '' of the whole. */
type Problems = Partial<Record<string, string>>;

/** What is proposed: for which action, up to how much, with which budget, from when to when. */
export function ProposeForm({ onDone }: { onDone: () => void }) {
  const { slug, timezone, now, currency } = useWorkspace();
  const trpc = useTRPC();
  const smallest = decimalFromCents(1, currency);
  const queries = useQueryClient();
  const [pair, setPair] = useState<string | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const propose = useMutation(
    trpc.offers.propose.mutationOptions({
      onSuccess(_answer, { name }) {
        notify({ tone: 'good', title: `“${name}” is proposed`, description: 'Somebody else approves it.' });
        onDone();
      },
      onError: (error) => setProblems({ [error.data?.field ?? '']: error.message }),
      onSettled: () => queries.invalidateQueries(trpc.offers.pathFilter()),
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = parseRange(`${form.get('startsAt')}..${form.get('endsAt')}`);
    const found = problemsOf(form, { hasPair: pair !== null, hasDays: days !== null });
    setProblems(found);
    if (!pair || !days || Object.keys(found).length > 0) return;
    const { from, to } = resolveRange(days, 'off', now, timezone);
    const [agentId = '', action = ''] = pair.split(':');
    propose.mutate({
      workspace: slug,
      name: String(form.get('name')),
      agentId,
      action,
      maxPercentOff: Number(form.get('maxPercentOff')),
      budgetCents: centsFromDecimal(Number(form.get('budgetCents')), currency),
      startsAt: from,
      endsAt: to,
    });
  }
  const errorOf = (field: keyof Problems) => problems[field];
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={submit}>
      <Field label="Name" name="name" error={errorOf('name')}>
        <Input required maxLength={120} placeholder="Spring ladder" />
      </Field>
      <Field label="For" error={errorOf('action')}>
        <SelectList options={ACTIONS} value={pair} onValueChange={setPair} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="At most, percent off" name="maxPercentOff" error={errorOf('maxPercentOff')}>
          <Input type="number" inputMode="numeric" min={1} max={100} required />
        </Field>
        <Field label={`Budget, ${currency}`} name="budgetCents" error={errorOf('budgetCents')}>
          <Input type="number" inputMode="decimal" min={smallest} step={smallest} max={10_000_000} required />
        </Field>
        <Field label="First day" name="startsAt" error={errorOf('startsAt')}>
          <Input type="date" required />
        </Field>
        <Field label="Last day" name="endsAt" error={errorOf('endsAt')}>
          <Input type="date" required />
        </Field>
      </div>
      {problems[''] ? (
        <p role="alert" className="text-sm text-bad">
          {problems['']}
        </p>
      ) : null}
      <Button type="submit" variant="primary" className="self-end" pending={propose.isPending}>
        Propose
      </Button>
    </form>
  );
}

/** Every field that is not filled in as it should be, so that all of them are mended in one go. */
function problemsOf(form: FormData, { hasPair, hasDays }: { hasPair: boolean; hasDays: boolean }): Problems {
  const percent = Number(form.get('maxPercentOff'));
  const isPercent = Number.isInteger(percent) && percent >= 1 && percent <= 100;
  return {
    ...(String(form.get('name')).trim() === '' && { name: 'Give it a name.' }),
    ...(!hasPair && { action: 'Say for which messages it is.' }),
    ...(!isPercent && { maxPercentOff: 'A whole percentage from 1 to 100.' }),
    ...(!(Number(form.get('budgetCents')) > 0) && { budgetCents: 'Give it a budget above zero.' }),
    ...(!hasDays && { endsAt: NO_RANGE }),
  };
}
