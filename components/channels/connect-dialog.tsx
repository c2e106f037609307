'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { channelInSentence } from '@/components/decisions/channel-icon';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { ChannelView, ProviderChoice } from '@/server/services/providers';
import { ProviderFieldInput } from './provider-field-input';

/** Chooses a provider and fills in what it needs; the form is made from the provider's own description. */
export function ConnectDialog({ view, onClose }: { view: ChannelView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const { channel, choices, connected, connectedTo } = view;
  const [providerId, setProviderId] = useState(connectedTo ?? choices[0]?.id ?? '');
  const provider = choices.find(({ id }) => id === providerId);
  const standing = connectedTo === providerId ? connected : null;
  const connect = useMutation(
    trpc.providers.connect.mutationOptions({
      onSuccess(next) {
        client.setQueryData(trpc.providers.list.queryKey({ workspace: slug }), next);
        notify({ tone: 'good', title: `${provider?.name ?? 'The provider'} is connected` });
        onClose();
      },
      onError: () => {},
    }),
  );
  const wrong = connect.error;
  const isKnownField = (field: string | undefined) => provider?.fields.some(({ id }) => id === field) ?? false;

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    connect.mutate({
      workspace: slug,
      channel,
      provider: providerId,
      values: valuesOf(provider, new FormData(event.currentTarget)),
    });
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Provider for ${channelInSentence(channel)}`}
      description={provider?.summary}
    >
      <form onSubmit={submit} className="flex flex-col gap-4" key={providerId}>
        {choices.length > 1 ? (
          <Field label="Provider">
            <SelectList
              options={choices.map(({ id, name }) => ({ value: id, label: name }))}
              value={providerId}
              onValueChange={(next) => {
                connect.reset();
                setProviderId(next);
              }}
            />
          </Field>
        ) : null}
        {provider?.fields.map((field) => (
          <ProviderFieldInput
            key={field.id}
            field={field}
            value={standing?.settings[field.id]}
            secretHint={standing?.hints[field.id]}
            error={wrong?.data?.field === field.id ? wrong.message : undefined}
          />
        ))}
        {wrong && !isKnownField(wrong.data?.field) ? (
          <Notice tone="bad" role="alert">
            {wrong.message}
          </Notice>
        ) : null}
        <Button type="submit" variant="primary" pending={connect.isPending} className="self-end">
          {standing ? 'Save' : 'Connect'}
        </Button>
      </form>
    </Dialog>
  );
}

function valuesOf(provider: ProviderChoice | undefined, form: FormData): Record<string, string> {
  return Object.fromEntries(provider?.fields.map(({ id }) => [id, String(form.get(id) ?? '').trim()]) ?? []);
}
