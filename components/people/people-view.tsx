'use client';

import { useQuery } from '@tanstack/react-query';
import { UserPlus, UsersRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Avatar } from '@/components/ui/avatar';
import { Tag } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { Person } from '@/server/services/people';
import { InvitationsCard } from './invitations-card';

const InviteDialog = dynamic(async () => (await import('./invite-dialog')).InviteDialog);
const PersonDialog = dynamic(async () => (await import('./person-dialog')).PersonDialog);

const COLUMNS: readonly Column<Person>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (person) => person.name,
    cell: (person) => (
      <span className="inline-flex items-center gap-2.5 font-medium">
        <Avatar name={person.name} />
        {person.name}
        {person.isSimulated ? <Tag>Simulated</Tag> : null}
      </span>
    ),
  },
  {
    id: 'email',
    header: 'E-mail',
    showFrom: 'md',
    onPhone: 'text',
    sortValue: (person) => person.email,
    cell: (person) => <span className="text-fg-muted">{person.email}</span>,
  },
  {
    id: 'role',
    header: 'Role',
    onPhone: 'aside',
    sortValue: (person) => person.role,
    cell: (person) => ROLE_NAMES[person.role],
  },
  {
    id: 'signedIn',
    header: 'Last sign-in',
    showFrom: 'sm',
    sortValue: (person) => person.lastSignedInAt,
    cell: (person) => <SignedIn at={person.lastSignedInAt} />,
  },
  {
    id: 'actions',
    header: '',
    align: 'right',
    width: '96px',
    cell: (person) => (person.isSimulated ? null : <Manage person={person} />),
  },
];

function Manage({ person }: { person: Person }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={`Change ${person.name}`} onClick={() => setOpen(true)}>
        Change
      </Button>
      {isOpen ? <PersonDialog person={person} isOpen onOpenChange={setOpen} /> : null}
    </>
  );
}

// People sign in by the wall clock, also in a workspace that lives in its own time.
function SignedIn({ at }: { at: Date | null }) {
  if (!at) return <span className="text-fg-muted">Never</span>;
  return <TimeText at={at} as="absolute" />;
}

/** Who may enter the workspace, and as what. */
export function PeopleView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.people.list.queryOptions({ workspace: slug }));
  const [isInviting, setInviting] = useState(false);
  return (
    <PageBody>
      <PageHeader
        title="People"
        description="Everybody who belongs to this workspace, and what each may do here."
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden /> Invite
          </Button>
        }
      />
      <Card>
        <DataTable
          label="People"
          columns={COLUMNS}
          rows={data}
          rowId={(person) => person.userId}
          initialSort={{ id: 'name', isDescending: false }}
          error={error ? { message: error.message, onRetry: () => void refetch() } : null}
          empty={<EmptyState icon={UsersRound} title="Nobody yet" description="Invite those who work with you." />}
          skeletonRows={5}
        />
      </Card>
      <InvitationsCard />
      {isInviting ? <InviteDialog isOpen onOpenChange={setInviting} /> : null}
    </PageBody>
  );
}
