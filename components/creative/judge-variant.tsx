'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { STYLE_NAMES } from '@/domain/copy/styles';
import { useTRPC } from '@/lib/trpc/client';
import type { VariantView } from '@/server/services/creative';

/** Approve or, with a reason, reject one variant. Shown to those whose role judges. */
export function JudgeVariant({ variant, refusal }: { variant: VariantView; refusal: string | null }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isRejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const name = STYLE_NAMES[variant.style];
  const judge = useMutation(
    trpc.creative.judge.mutationOptions({
      onSuccess({ status }, { verdict }) {
        const title = `${name} ${verdict === 'approve' ? 'approved' : 'rejected'}`;
        const then = {
          proposed: undefined,
          planned: 'The test begins at its date.',
          running: 'The test has begun.',
          rejected: 'Nothing is left to test.',
        };
        notify({ tone: 'good', title, description: then[status] });
      },
      onError: (error) => notify({ tone: 'bad', title: `${name} was not judged`, description: error.message }),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.creative.list.queryKey() }),
    }),
  );
  if (!may('creative.judge')) return null;
  const answer = { workspace: slug, variantId: variant.id, version: variant.version };
  function reject(event: SubmitEvent) {
    event.preventDefault();
    if (reason.trim()) judge.mutate({ ...answer, verdict: 'reject', reason });
  }
  if (isRejecting) {
    return (
      <form onSubmit={reject} className="mt-auto flex flex-col gap-2">
        <Field label={`Why not ${name.toLowerCase()}?`} hint="The next words are written with it in mind.">
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} autoFocus />
        </Field>
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="dangerOutline"
            pending={judge.isPending}
            disabledReason={reason.trim() ? undefined : 'Say why first.'}
          >
            Reject
          </Button>
          <Button variant="ghost" onClick={() => setRejecting(false)}>
            Cancel
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div className="mt-auto flex gap-2">
      <Button
        variant="secondary"
        pending={judge.isPending}
        disabledReason={refusal ?? undefined}
        onClick={() => judge.mutate({ ...answer, verdict: 'approve' })}
      >
        Approve<span className="sr-only"> {name}</span>
      </Button>
      <Button variant="ghost" disabledReason={refusal ?? undefined} onClick={() => setRejecting(true)}>
        Reject<span className="sr-only"> {name}</span>
      </Button>
    </div>
  );
}
