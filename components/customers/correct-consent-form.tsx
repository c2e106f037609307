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
import { CHANNEL_NAMES, CHANNELS } from '@/domain/channels/channel-ids';
import { useTRPC } from '@/lib/trpc/client';

type Channel = (typeof CHANNELS)[number];
type Status = 'withdrawn' | 'granted';

const OPTIONS = CHANNELS.map((value) => ({ value, label: CHANNEL_NAMES[value] }));
const STATUSES: readonly { value: Status; label: string; hint: string }[] = [
  { value: 'withdrawn', label: 'They said no', hint: 'Takes effect at once; what waits is cancelled.' },
  {
    value: 'granted',
    label: 'They said yes',
    hint: 'Opens nothing that bounced or was complained about.',
  },
];

/** What the customer said, on which channel, and how the colleague knows. */
export function CorrectConsentForm({ customerId, onDone }: { customerId: string; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [channel, setChannel] = useState<Channel>('email');
  const [status, setStatus] = useState<Status>('withdrawn');
  const correct = useMutation(
    trpc.consent.correct.mutationOptions({
      async onSuccess() {
        await Promise.all([
          queries.invalidateQueries(trpc.consent.pathFilter()),
          queries.invalidateQueries(trpc.customers.get.queryFilter()),
        ]);
        notify({
          tone: 'good',
          title: 'The ledger is put right',
          description: 'The earlier entries stay as they were.',
        });
        onDone();
      },
      onError: () => {},
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = { workspace: slug, customerId, channel, reason: String(form.get('reason')) };
    if (status === 'withdrawn') correct.mutate({ ...said, status });
    else correct.mutate({ ...said, status, textVersion: String(form.get('textVersion')) });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Channel">
        <SelectList options={OPTIONS} value={channel} onValueChange={setChannel} />
      </Field>
      <RadioGroup label="What the customer said" options={STATUSES} value={status} onValueChange={setStatus} />
      {status === 'granted' ? (
        <Field
          label="Words they agreed to"
          name="textVersion"
          hint="Name or version of the text. A yes to unknown words proves nothing."
        >
          <Input required maxLength={120} autoComplete="off" />
        </Field>
      ) : null}
      <Field label="How do you know?" name="reason" hint="Stands in the ledger and in the audit log, with your name.">
        <Textarea required minLength={3} maxLength={500} />
      </Field>
      {correct.error ? <Notice tone="bad" role="alert" title={correct.error.message} /> : null}
      <Button type="submit" variant="primary" pending={correct.isPending} className="self-end">
        Put it right
      </Button>
    </form>
  );
}
