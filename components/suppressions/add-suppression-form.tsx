'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { REASONS_BY_HAND } from '@/domain/suppressions/suppression';
import { useTRPC } from '@/lib/trpc/client';
import { REASON_WORDS } from './suppression-words';

const REASONS = REASONS_BY_HAND.map((value) => ({ value, label: REASON_WORDS[value].label }));

/** Which address must not be written to any more, and why. */
export function AddSuppressionForm({ address, onDone }: { address: string; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState<(typeof REASONS_BY_HAND)[number]>('manual');
  const add = useMutation(
    trpc.suppressions.add.mutationOptions({
      async onSuccess({ channels }) {
        await queries.invalidateQueries(trpc.suppressions.pathFilter());
        const where = channels.map((channel) => CHANNEL_NAMES[channel]).join(' and ');
        notify({
          tone: 'good',
          title: 'The address is on the list',
          description: `Nothing is sent to it by ${where}.`,
        });
        onDone();
      },
      onError: () => {},
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    add.mutate({ workspace: slug, address: String(form.get('address')), reason, note: String(form.get('note')) });
  }
  const wrong = add.error;
  const errorOf = (field: string) => (wrong?.data?.field === field ? wrong.message : undefined);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="E-mail address or telephone number"
        name="address"
        hint="A number is closed for SMS and WhatsApp alike. Only a hash of it is kept."
        error={errorOf('address')}
      >
        <Input required maxLength={320} autoComplete="off" defaultValue={address} />
      </Field>
      <Field label="Reason" hint={REASON_WORDS[reason].hint}>
        <SelectList options={REASONS} value={reason} onValueChange={setReason} />
      </Field>
      <Field
        label="How do you know?"
        name="note"
        hint="Stands in the list and in the audit log, with your name. Leave the address and names out of it."
        error={errorOf('note')}
      >
        <Textarea required minLength={3} maxLength={500} rows={2} />
      </Field>
      {wrong && !wrong.data?.field ? <Notice tone="bad" role="alert" title={wrong.message} /> : null}
      <Button type="submit" variant="primary" pending={add.isPending} className="self-end">
        Add to the list
      </Button>
    </form>
  );
}
