'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { notify } from '@/components/ui/toast';
import { ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { Invitation } from '@/server/services/people';

const COLUMNS: readonly Column<Invitation>[] = [
  {
    id: 'email',
    header: 'E-mail',
    sortValue: ({ email }) => email,
    cell: ({ email }) => <span className="font-medium break-all">{email}</span>,
  },
  { id: 'role', header: 'Role', onPhone: 'aside', cell: ({ role }) => ROLE_NAMES[role] },
  {
    id: 'by',
    header: 'Invited by',
    showFrom: 'md',
    onPhone: 'line',
    cell: ({ invitedBy }) => invitedBy ?? 'Somebody who left',
  },
  {
    id: 'ends',
    header: 'Works until',
    onPhone: 'line',
    sortValue: ({ endsAt }) => endsAt,
    cell: ({ endsAt, isOver }) =>
      isOver ? <Badge tone="warn">Over: invite again</Badge> : <TimeText at={endsAt} as="absolute" />,
  },
  {
    id: 'actions',
    header: '',
    align: 'right',
    width: '120px',
    cell: (invitation) => <TakeBack invitation={invitation} />,
  },
];

/** Invitations nobody has used; nothing at all while there is none. */
export function InvitationsCard() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.people.invitations.queryOptions({ workspace: slug }));
  if (!data?.length) return null;
  return (
    <Card>
      <CardHeader title="Invited, not here yet" />
      <DataTable
        label="Invitations"
        columns={COLUMNS}
        rows={data}
        rowId={({ id }) => id}
        initialSort={{ id: 'ends', isDescending: true }}
        empty={null}
      />
    </Card>
  );
}

function TakeBack({ invitation: { id, email } }: { invitation: Invitation }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const revoke = useMutation(
    trpc.people.revokeInvitation.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.people.pathFilter());
        notify({ tone: 'good', title: `The invitation of ${email} is taken back` });
      },
    }),
  );
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Take back the invitation of ${email}`}>
          Take back
        </Button>
      }
      title={`Take back the invitation of ${email}?`}
      description="Its address opens nothing from now on. You can invite them again."
      confirmLabel="Take it back"
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate({ workspace: slug, id })}
    />
  );
}
