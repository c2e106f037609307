'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { Person } from '@/server/services/people';
import { MadeLink } from './made-link';
import { ROLE_OPTIONS } from './roles';

type PersonDialogProps = { person: Person; isOpen: boolean; onOpenChange: (open: boolean) => void };

/** What an administrator does about somebody of the workspace: role, password, leaving. */
export function PersonDialog({ person, isOpen, onOpenChange }: PersonDialogProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [role, setRole] = useState(person.role);
  const [isLeaving, setLeaving] = useState(false);
  const whom = { workspace: slug, userId: person.userId };
  const done = (title: string) => async () => {
    await queryClient.invalidateQueries(trpc.people.pathFilter());
    onOpenChange(false);
    notify({ tone: 'good', title });
  };
  const quiet = { onError: () => {} };
  const change = useMutation(
    trpc.people.changeRole.mutationOptions({ ...quiet, onSuccess: done(`${person.name} has another role`) }),
  );
  const remove = useMutation(
    trpc.people.remove.mutationOptions({ ...quiet, onSuccess: done(`${person.name} is no longer here`) }),
  );
  const link = useMutation(trpc.people.passwordLink.mutationOptions(quiet));
  const problem = change.error ?? remove.error ?? link.error;

  if (link.data) {
    return (
      <Dialog
        open={isOpen}
        onOpenChange={onOpenChange}
        title={`A new password for ${person.name}`}
        description="Hand this address over by a way that nobody else reads."
      >
        <MadeLink url={link.data.url} endsAt={link.data.endsAt} onDone={() => onOpenChange(false)} />
      </Dialog>
    );
  }
  if (isLeaving) {
    return (
      <Dialog
        open={isOpen}
        onOpenChange={onOpenChange}
        title={`Remove ${person.name}?`}
        description="They are out with their next click. Decisions given to them wait for everybody again, and invitations they sent end. What they did goes on naming them. Reports and notices to their address go on until you change Notices."
        footer={
          <>
            <Button onClick={() => setLeaving(false)}>Back</Button>
            <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate(whom)}>
              Remove
            </Button>
          </>
        }
      >
        {problem ? <Notice tone="bad" role="alert" title={problem.message} /> : null}
      </Dialog>
    );
  }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange} title={person.name} description={person.email}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ ...whom, role });
        }}
      >
        <RadioGroup label="Role" options={ROLE_OPTIONS} value={role} onValueChange={setRole} />
        {problem ? <Notice tone="bad" role="alert" title={problem.message} /> : null}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <Button variant="ghost" pending={link.isPending} onClick={() => link.mutate(whom)}>
            New password…
          </Button>
          <Button variant="dangerOutline" className="mr-auto" onClick={() => setLeaving(true)}>
            Remove…
          </Button>
          <Button
            type="submit"
            variant="primary"
            pending={change.isPending}
            {...(role === person.role && { disabledReason: 'This is the role they have.' })}
          >
            Change role
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
