'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { channelInSentence } from '@/components/decisions/channel-icon';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import type { ChannelId } from '@/domain/channels/channel';
import { useTRPC } from '@/lib/trpc/client';

type Receiver = { label: string; hint: string; type: 'email' | 'tel' | 'text'; placeholder: string };

const PHONE: Receiver = {
  label: 'Telephone number',
  hint: 'With its country. The message is charged by your provider.',
  type: 'tel',
  placeholder: '+44 7700 900123',
};
const RECEIVERS: Record<ChannelId, Receiver> = {
  email: { label: 'E-mail address', hint: 'Yours, to see it arrive.', type: 'email', placeholder: 'you@example.com' },
  sms: PHONE,
  whatsapp: PHONE,
  push: { label: 'Token of a device', hint: 'As the app got it from Firebase.', type: 'text', placeholder: '' },
  web: { label: '', hint: '', type: 'text', placeholder: '' },
};

/** Sends one message that says it is a test, and says how that ended. */
export function TestDialog({ channel, isContained }: { channel: ChannelId; isContained: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const test = useMutation(
    trpc.providers.test.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.providers.list.queryFilter({ workspace: slug })),
      onError: () => {},
    }),
  );
  const receiver = RECEIVERS[channel];
  const ended = test.data;

  function show(open: boolean) {
    setOpen(open);
    if (!open) test.reset();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    test.mutate({ workspace: slug, channel, to: String(new FormData(event.currentTarget).get('to')) });
  }
  return (
    <>
      <Button
        size="sm"
        onClick={() => show(true)}
        disabledReason={isContained ? 'Nothing leaves this workspace.' : undefined}
      >
        <Send aria-hidden /> Send a test
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={show}
        title={`Send a test by ${channelInSentence(channel)}`}
        description="One message that says it is a test, by the provider itself."
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label={receiver.label} hint={receiver.hint} name="to" error={test.error?.message}>
            <Input required type={receiver.type} placeholder={receiver.placeholder} autoComplete="off" />
          </Field>
          {ended ? (
            <Notice tone={ended.isTaken ? 'good' : 'bad'} role="status">
              {ended.words}
            </Notice>
          ) : null}
          <Button type="submit" variant="primary" pending={test.isPending} className="self-end">
            Send test
          </Button>
        </form>
      </Dialog>
    </>
  );
}
