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
import { CopyLine } from '@/components/ui/copy-line';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { notify } from '@/components/ui/toast';
import type { OverlapHours, WriteKeyKind } from '@/domain/workspaces/write-key-kinds';
import { useTRPC } from '@/lib/trpc/client';
import type { WriteKeySummary } from '@/server/services/write-keys';

const KINDS: readonly { value: WriteKeyKind; label: string; hint: string }[] = [
  {
    value: 'server',
    label: 'Server',
    hint: 'For the shop’s own servers. Its word is taken for whom an event is about: keep it secret.',
  },
  {
    value: 'browser',
    label: 'Browser',
    hint: 'For pages that anybody can read. It speaks for the visitor’s own anonymous id; a user id it names is set aside.',
  },
];
const KIND_WORDS: Record<WriteKeyKind, string> = { server: 'Server', browser: 'Browser' };
const OVERLAPS: readonly { value: `${OverlapHours}`; label: string }[] = [
  { value: '0', label: 'Ends at once' },
  { value: '1', label: 'Works for 1 more hour' },
  { value: '24', label: 'Works for 1 more day' },
  { value: '168', label: 'Works for 7 more days' },
  { value: '720', label: 'Works for 30 more days' },
];

const COLUMNS: readonly Column<WriteKeySummary>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (key) => key.name.toLowerCase(),
    cell: (key) => <span className="font-medium">{key.name}</span>,
  },
  { id: 'key', header: 'Begins with', showFrom: 'sm', onPhone: 'line', cell: (key) => <Code>{key.prefix}…</Code> },
  {
    id: 'kind',
    header: 'Kind',
    showFrom: 'sm',
    onPhone: 'line',
    sortValue: (key) => key.kind,
    cell: (key) => KIND_WORDS[key.kind],
  },
  { id: 'state', header: 'State', onPhone: 'aside', cell: (key) => <State writeKey={key} /> },
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
    width: '168px',
    cell: (key) => (
      <span className="inline-flex gap-1">
        {key.state === 'active' ? <Rotate writeKey={key} /> : null}
        {key.state === 'active' || key.state === 'ending' ? <Revoke writeKey={key} /> : null}
      </span>
    ),
  },
];

function State({ writeKey }: { writeKey: WriteKeySummary }) {
  switch (writeKey.state) {
    case 'active':
      return <Badge tone="good">Active</Badge>;
    case 'ending':
      return (
        <span className="flex flex-col items-start gap-0.5">
          <Badge tone="warn">Replaced</Badge>
          {writeKey.worksUntil ? (
            <span className="text-xs text-fg-muted">
              works until <TimeText at={writeKey.worksUntil} as="absolute" />
            </span>
          ) : null}
        </span>
      );
    case 'ended':
      return <Badge icon={STATUS_ICONS.stopped}>Replaced</Badge>;
    case 'revoked':
      return <Badge icon={STATUS_ICONS.stopped}>Revoked</Badge>;
  }
}

/** The keys that shops send events with: made here, shown once, replaced with an overlap, revoked for good. */
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
  const [kind, setKind] = useState<WriteKeyKind>('server');
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
    create.mutate({ workspace: slug, name, kind });
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
        <NewKey writeKey={made.key} onDone={() => show(false)} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" name="name" error={create.error?.message}>
            <Input required maxLength={80} placeholder="Web shop" autoComplete="off" />
          </Field>
          <RadioGroup label="Kind" options={KINDS} value={kind} onValueChange={setKind} />
          <Button type="submit" variant="primary" pending={create.isPending} className="self-end">
            Make key
          </Button>
        </form>
      )}
    </Dialog>
  );
}

/** A key just made, to be copied now or never. */
function NewKey({ writeKey, onDone }: { writeKey: string; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn" title="Copy it now">
        It is shown this once. Only a fingerprint of it is kept.
      </Notice>
      <CopyLine text={writeKey} label="Copy key" />
      <Button variant="primary" className="self-end" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}

function Rotate({ writeKey }: { writeKey: WriteKeySummary }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const [overlap, setOverlap] = useState<`${OverlapHours}`>('24');
  // The list is read again when the dialog closes: until then its row, which holds the new key, must stay.
  const rotate = useMutation(trpc.writeKeys.rotate.mutationOptions({ onError: () => {} }));
  const made = rotate.data;

  function show(open: boolean) {
    setOpen(open);
    if (open || !made) return;
    rotate.reset();
    void refresh();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    rotate.mutate({ workspace: slug, id: writeKey.id, overlapHours: Number(overlap) as OverlapHours });
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={show}
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Replace ${writeKey.name}`}>
          Replace
        </Button>
      }
      title={made ? `The new key of ${writeKey.name} is ready` : `Replace ${writeKey.name}?`}
      description={
        made
          ? undefined
          : 'A new key of the same name and kind is made. Choose how long the old one goes on working, so that no event is lost while the shop changes over.'
      }
    >
      {made ? (
        <NewKey writeKey={made.key} onDone={() => show(false)} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <RadioGroup label="The old key" options={OVERLAPS} value={overlap} onValueChange={setOverlap} />
          {rotate.error ? <Notice tone="bad" title={rotate.error.message} /> : null}
          <Button type="submit" variant="primary" pending={rotate.isPending} className="self-end">
            Make the new key
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
