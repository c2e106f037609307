'use client';

import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { centsFromDecimal, decimalFromCents } from '@/domain/shared/money';
import { useTRPC } from '@/lib/trpc/client';
import { AudienceCard } from './audience-card';
import { AudienceCountCard } from './audience-count-card';
import { MessagePreviewCard } from './message-preview-card';
import { StepsCard } from './steps-card';
import { TriggerCard } from './trigger-card';

/** Still a number of cents; far above what a budget may be, which the server says. */
const BEYOND_ANY = 1e12;

const PRIORITIES = [
  { value: 'high', label: 'High' },
  { value: 'normal', label: 'Normal' },
  { value: 'low', label: 'Low' },
] as const;

type CampaignFormProps = {
  initial: CampaignDocument;
  submitLabel: string;
  cancelHref: string;
  pending: boolean;
  error: string | null;
  onSubmit: (document: CampaignDocument) => void;
};

/** One campaign on one page: whom for, when, with which words, for how much; beside it whom that reaches, as it is written. */
export function CampaignForm({ initial, submitLabel, cancelHref, pending, error, onSubmit }: CampaignFormProps) {
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const { data: spoken } = useQuery(trpc.campaigns.spokenUses.queryOptions({ workspace: slug }));
  const [draft, setDraft] = useState(initial);
  const [budget, setBudget] = useState(
    initial.budgetCents === null ? '' : String(decimalFromCents(initial.budgetCents, currency)),
  );
  function set(change: Partial<CampaignDocument>) {
    setDraft((before) => ({ ...before, ...change }));
  }
  function changeBudget(text: string) {
    setBudget(text);
    const amount = Number(text);
    set({ budgetCents: text.trim() && amount > 0 ? centsFromDecimal(Math.min(amount, BEYOND_ANY), currency) : null });
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit({ ...draft, name: draft.name.trim() });
  }
  return (
    <form onSubmit={submit} className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(320px,420px)]">
      <div className="flex min-w-0 flex-col gap-5">
        <Card>
          <CardHeader title="What it is" />
          <CardBody className="flex flex-col gap-4">
            <Field label="Name">
              <Input value={draft.name} onValueChange={(name) => set({ name })} required maxLength={80} />
            </Field>
            <Field label="Goal" optional hint="What it is to achieve, for whoever approves it.">
              <Textarea
                value={draft.goal}
                onChange={(event) => set({ goal: event.target.value })}
                maxLength={300}
                rows={2}
              />
            </Field>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label="Priority" hint="Who goes first when several campaigns begin for one customer.">
                <SelectList
                  options={PRIORITIES}
                  value={draft.priority}
                  onValueChange={(priority) => set({ priority })}
                />
              </Field>
              <Field
                label={`Budget, ${currency}`}
                optional
                hint="For messages and discounts together. It pauses before the cap; empty for no cap."
              >
                <Input
                  type="number"
                  inputMode="decimal"
                  min={decimalFromCents(1, currency)}
                  step={decimalFromCents(1, currency)}
                  value={budget}
                  onValueChange={changeBudget}
                />
              </Field>
            </div>
          </CardBody>
        </Card>
        <AudienceCard audience={draft.audience} onChange={(audience) => set({ audience })} />
        <TriggerCard trigger={draft.trigger} onChange={(trigger) => set({ trigger })} />
        <StepsCard steps={draft.steps} spoken={spoken ?? null} onChange={(steps) => set({ steps })} />
        {error ? (
          <Notice tone="bad" role="alert" title="Not kept">
            {error}
          </Notice>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant="primary"
            pending={pending}
            disabledReason={draft.name.trim() ? undefined : 'Give the campaign a name.'}
          >
            {submitLabel}
          </Button>
          <LinkButton href={cancelHref}>Cancel</LinkButton>
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-5 lg:sticky lg:top-16">
        <AudienceCountCard audience={draft.audience} channels={draft.steps.map(({ channel }) => channel)} />
        <MessagePreviewCard document={draft} />
      </div>
    </form>
  );
}
