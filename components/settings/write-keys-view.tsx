'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { WriteKeySummary } from '@/server/services/write-keys';

const COLUMNS: readonly Column<WriteKeySummary>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (key) => key.name.toLowerCase(),
    cell: (key) => <span className="font-medium">{key.name}</span>,
  },
  { id: 'key', header: 'Begins with', showFrom: 'sm', onPhone: 'line', cell: (key) => <Code>{key.prefix}…</Code> },
  {
    id: 'state',
    header: 'State',
    onPhone: 'aside',
    cell: (key) =>
      key.revokedAt ? <Badge icon={STATUS_ICONS.stopped}>Revoked</Badge> : <Badge tone="good">Active</Badge>,
  },
  {
    id: 'created',
    header: 'Made',
    showFrom: 'md',
    sortValue: (key) => key.createdAt,
    cell: (key) => <TimeText at={key.createdAt} as="absolute" />,
  },
  {
    id: 'used',
    header: 'Last used',
    showFrom: 'md',
    onPhone: 'line',
    sortValue: (key) => key.lastUsedAt,
    cell: (key) =>
      key.lastUsedAt ? <TimeText at={key.lastUsedAt} as="absolute" /> : <span className="text-fg-muted">Never</span>,
  },
  {
    id: 'actions',
    header: '',
    align: 'right',
    width: '96px',
    cell: (key) => (key.revokedAt ? null : <Revoke writeKey={key} />),
  },
];

/** The keys that shops send events with: made here, shown once, revoked for good. */
export function WriteKeysView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.writeKeys.list.queryOptions({ workspace: slug }));
  const [isMaking, setMaking] = useState(false);
  const makeButton = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden /> Make a key
    </Button>
  );
  return (
    <PageBody>
      <PageHeader
        title="Write keys"
        description="A shop sends its events with one of these. A key can write events and read nothing."
        actions={data?.length ? makeButton : undefined}
      />
      <Card>
        <DataTable
          label="Write keys"
          columns={COLUMNS}
          rows={data}
          rowId={(key) => key.id}
          initialSort={{ id: 'created', isDescending: true }}
          error={error ? { message: error.message, onRetry: () => void refetch() } : null}
          empty={
            <EmptyState
              icon={KeyRound}
              title="No key yet"
              description="Make one, put it into your shop's tracking code, and its events arrive here."
              actions={makeButton}
            />
          }
          skeletonRows={3}
        />
      </Card>
      <CreateKey isOpen={isMaking} onOpenChange={setMaking} />
    </PageBody>
  );
}

function useRefresh() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  return () => queryClient.invalidateQueries(trpc.writeKeys.pathFilter());
}

function CreateKey({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const create = useMutation(trpc.writeKeys.create.mutationOptions({ onSuccess: refresh, onError: () => {} }));
  const made = create.data;

  function show(open: boolean) {
    onOpenChange(open);
    // The key is not kept anywhere, here neither.
    if (!open) create.reset();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name'));
    create.mutate({ workspace: slug, name });
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={show}
      title={made ? `${made.name} is ready` : 'Make a write key'}
      description={
        made ? undefined : 'Name it after where it will be used, so that you know later what revoking it stops.'
      }
    >
      {made ? (
        <div className="flex flex-col gap-4">
          <Notice tone="warn" title="Copy it now">
            It is shown this once. Only a fingerprint of it is kept.
          </Notice>
          <div className="flex items-center gap-2 rounded-md border border-border bg-sunken py-1 pr-1 pl-3">
            <code className="min-w-0 flex-1 font-mono text-table break-all">{made.key}</code>
            <CopyButton text={made.key} label="Copy key" />
          </div>
          <Button variant="primary" className="self-end" onClick={() => show(false)}>
            Done
          </Button>
        </div>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" name="name" error={create.error?.message}>
            <Input required maxLength={80} placeholder="Web shop" autoComplete="off" />
          </Field>
          <Button type="submit" variant="primary" pending={create.isPending} className="self-end">
            Make key
          </Button>
        </form>
      )}
    </Dialog>
  );
}

function Revoke({ writeKey }: { writeKey: WriteKeySummary }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const revoke = useMutation(
    trpc.writeKeys.revoke.mutationOptions({
      async onSuccess() {
        await refresh();
        setOpen(false);
        notify({ tone: 'good', title: `${writeKey.name} is revoked`, description: 'Its next event is refused.' });
      },
    }),
  );
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Revoke ${writeKey.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${writeKey.name}?`}
      description={
        <>
          Whatever sends with <Code>{writeKey.prefix}…</Code> is refused from now on. This cannot be undone; make a new
          key first if the shop is live.
        </>
      }
      confirmLabel="Revoke key"
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate({ workspace: slug, id: writeKey.id })}
    />
  );
}
