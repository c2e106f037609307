'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import { unusualWords } from '@/lib/words/unusual-words';
import type { AnomalyItem } from '@/server/services/watching';

type AcknowledgeFormProps = { item: AnomalyItem; onDone: () => void; onUndo: () => void };

/** Says that somebody has looked, with what they found. */
export function AcknowledgeForm({ item, onDone, onUndo }: AcknowledgeFormProps) {
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const acknowledge = useMutation(
    trpc.watching.acknowledge.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.watching.pathFilter());
        notify({
          tone: 'good',
          title: `“${item.name}” is acknowledged`,
          action: { label: 'Undo', onClick: onUndo },
        });
        onDone();
      },
      onError: () => {},
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note'));
    acknowledge.mutate({ workspace: slug, id: item.id, note });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-sm">{unusualWords(item, currency)}.</p>
      <Field label="What did you find?" name="note" hint="For your colleagues; you can leave it empty.">
        <Textarea maxLength={500} rows={2} />
      </Field>
      {acknowledge.error ? <Notice tone="bad" role="alert" title={acknowledge.error.message} /> : null}
      <Button type="submit" variant="primary" pending={acknowledge.isPending} className="self-end">
        Acknowledge
      </Button>
    </form>
  );
}
