'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { SubmitEvent } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useTRPC } from '@/lib/trpc/client';

type NewDraftDialogProps = { fromVersion?: number; onClose: () => void };

/** Names a draft and opens it; it begins from the policy in force, or from an older version. */
export function NewDraftDialog({ fromVersion, onClose }: NewDraftDialogProps) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useMutation(
    trpc.policies.createDraft.mutationOptions({
      onError: () => {},
      onSuccess(draft) {
        queryClient.setQueryData(trpc.policies.draft.queryKey({ workspace: slug, draftId: draft.id }), draft);
        void queryClient.invalidateQueries(trpc.policies.drafts.pathFilter());
        router.push(to(`/policies/drafts/${draft.id}`));
      },
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    create.mutate({ workspace: slug, name: String(new FormData(event.currentTarget).get('name')), fromVersion });
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="New draft"
      description={
        fromVersion === undefined
          ? 'It begins as a copy of the policy in force.'
          : `It begins as a copy of version ${fromVersion}.`
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" name="name" hint="What it is meant to do." error={create.error?.message}>
          <Input required maxLength={80} autoComplete="off" placeholder="Fewer e-mails in January" />
        </Field>
        <Button type="submit" variant="primary" pending={create.isPending || create.isSuccess} className="self-end">
          Begin draft
        </Button>
      </form>
    </Dialog>
  );
}
