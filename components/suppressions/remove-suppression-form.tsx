'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { useTRPC } from '@/lib/trpc/client';
import type { SuppressionItem } from '@/server/services/suppressions';
import { byWhom, reasonOf } from './suppression-words';

/** Asks why an entry is taken off the list, having said what follows. */
export function RemoveSuppressionForm({ item, onDone }: { item: SuppressionItem; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { channel, addressHashes } = item;
  const remove = useMutation(
    trpc.suppressions.remove.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.suppressions.pathFilter());
        notify({
          tone: 'good',
          title: 'The address is off the list',
          description: 'What stood there is kept in the audit log.',
        });
        onDone();
      },
      onError: () => {},
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note'));
    remove.mutate({ workspace: slug, channel, addressHashes, note });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-sm">
        {CHANNEL_NAMES[channel]}, {reasonOf(item.reason).label.toLowerCase()},{' '}
        <TimeText at={item.createdAt} as="absolute" />, {byWhom(item)}
        {item.note ? <span className="mt-1 block break-words text-fg-muted">“{item.note}”</span> : null}
      </p>
      {item.isProtected ? (
        <Notice tone="warn" title="This entry protects a person or the company">
          {PROTECTED[item.reason] ?? 'Make sure that nothing forbids writing to this address.'}
        </Notice>
      ) : null}
      {channel !== 'email' && addressHashes.length === 1 ? (
        <p className="text-table text-fg-muted">
          A number may stand here with and without its plus, and for SMS and WhatsApp. Look for the number to see every
          entry of it.
        </p>
      ) : null}
      <Field
        label="Why is it taken off?"
        name="note"
        hint="Stands in the audit log, with your name. Leave the address and names out of it."
      >
        <Textarea required minLength={3} maxLength={500} rows={2} />
      </Field>
      {remove.error ? <Notice tone="bad" role="alert" title={remove.error.message} /> : null}
      <Button type="submit" variant="danger" pending={remove.isPending} className="self-end">
        Take it off the list
      </Button>
    </form>
  );
}

const PROTECTED: Record<string, string> = {
  complaint: 'Whoever reported spam once will do so again, and providers count it against the sender.',
  legal: 'Make sure that the law, the court or the contract no longer forbids it.',
  erased: 'The person asked to be forgotten. Taking this off brings none of their data back.',
};
