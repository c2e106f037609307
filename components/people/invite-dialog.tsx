'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import type { Role } from '@/domain/workspaces/permissions';
import { useTRPC } from '@/lib/trpc/client';
import { MadeLink } from './made-link';
import { ROLE_OPTIONS } from './roles';

type InviteDialogProps = { isOpen: boolean; onOpenChange: (open: boolean) => void };

/** Invites somebody: address and role; then where the invitation is opened, which is shown once. */
export function InviteDialog({ isOpen, onOpenChange }: InviteDialogProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role>('marketer');
  const invite = useMutation(
    trpc.people.invite.mutationOptions({
      onError: () => {},
      onSuccess: () => queryClient.invalidateQueries(trpc.people.pathFilter()),
    }),
  );
  const made = invite.data;

  function show(open: boolean) {
    onOpenChange(open);
    if (!open) invite.reset();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    invite.mutate({ workspace: slug, email: String(new FormData(event.currentTarget).get('email')), role });
  }
  return (
    <Dialog open={isOpen} onOpenChange={show} title={made ? `${made.email} is invited` : 'Invite somebody'}>
      {made ? (
        <div className="flex flex-col gap-4">
          <Notice tone={made.isMailed ? 'good' : 'info'}>{made.mailed}</Notice>
          <MadeLink url={made.url} endsAt={made.endsAt} onDone={() => show(false)} />
        </div>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {/* Checked by the server, whose words say more than the browser's. */}
          <Field label="E-mail" name="email" error={invite.error?.message}>
            <Input
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={320}
            />
          </Field>
          <RadioGroup label="Role" options={ROLE_OPTIONS} value={role} onValueChange={setRole} />
          <Button type="submit" variant="primary" pending={invite.isPending} className="self-end">
            Invite
          </Button>
        </form>
      )}
    </Dialog>
  );
}
