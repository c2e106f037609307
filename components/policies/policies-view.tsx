'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FilePen, Plus, Scale } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useMemo, useState } from 'react';
import { actorWords } from '@/components/audit/words';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ReplaysCard } from '@/components/replay/replays-card';
import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { MISSING, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyDraftSummary, PolicyVersionSummary } from '@/server/services/policies';

/** The policy in force, the drafts beside it, and everything that was in force before. */
export function PoliciesView() {
  const { may } = useWorkspace();
  const [isMaking, setMaking] = useState(false);
  const newDraft = may('policies.draft') ? (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden /> New draft
    </Button>
  ) : undefined;
  return (
    <PageBody>
      <PageHeader
        title="Policies"
        description="Every threshold of the product, in one document. A draft changes nothing until an administrator activates it; each decision says under which version it was made."
        actions={newDraft}
      />
      <Drafts />
      <ReplaysCard />
      <History />
      {isMaking ? <NewDraftDialog onClose={() => setMaking(false)} /> : null}
    </PageBody>
  );
}

function Drafts() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.policies.drafts.queryOptions({ workspace: slug }));
  const columns: readonly Column<PolicyDraftSummary>[] = [
    {
      id: 'name',
      header: 'Draft',
      cell: ({ id, name }) => (
        <Link href={to(`/policies/drafts/${id}`)} className="font-medium hover:underline">
          {name}
        </Link>
      ),
    },
    { id: 'changes', header: 'Differs from the one in force', cell: ({ changes }) => changesWords(changes) },
    { id: 'base', header: 'Begun from', showFrom: 'md', cell: ({ baseVersion }) => `Version ${baseVersion}` },
    { id: 'by', header: 'Last changed by', showFrom: 'sm', cell: ({ updatedBy }) => updatedBy ?? MISSING },
    {
      id: 'at',
      header: 'When',
      showFrom: 'sm',
      onPhone: 'aside',
      cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
    },
  ];
  return (
    <Card>
      <CardHeader title="Drafts" />
      <DataTable
        label="Drafts"
        columns={columns}
        rows={data}
        rowId={({ id }) => id}
        error={error ? { message: error.message, onRetry: () => void refetch() } : null}
        empty={
          <EmptyState
            icon={FilePen}
            title="No draft"
            description="A draft is a copy of the policy in force to change at leisure, compare and check before it counts."
          />
        }
        skeletonRows={1}
      />
    </Card>
  );
}

function History() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.policies.versions.infiniteQueryOptions(
      { workspace: slug },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  const columns: readonly Column<PolicyVersionSummary>[] = [
    {
      id: 'version',
      header: 'Version',
      width: '190px',
      cell: ({ version, isActive }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <Link href={to(`/policies/versions/${version}`)} className="font-medium hover:underline">
            Version {version}
          </Link>
          <VersionBadge isActive={isActive} />
        </span>
      ),
    },
    { id: 'why', header: 'Why', cell: ({ reason }) => <span className="line-clamp-2 break-words">{reason}</span> },
    {
      id: 'changes',
      header: 'Changes',
      showFrom: 'sm',
      cell: ({ changes }) => (changes === null ? MISSING : changesWords(changes)),
    },
    { id: 'who', header: 'Activated by', showFrom: 'md', cell: activatorWords },
    {
      id: 'when',
      header: 'When',
      showFrom: 'sm',
      onPhone: 'text',
      cell: ({ activatedAt }) => <TimeText at={activatedAt} as="absolute" />,
    },
  ];
  return (
    <Card>
      <CardHeader title="History" />
      <DataTable
        label="Versions of the policy"
        columns={columns}
        rows={rows}
        rowId={({ version }) => String(version)}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState icon={Scale} title="No version yet" description="The first one is made with the workspace." />
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={3}
      />
    </Card>
  );
}

/** Whether a version is in force. */
export function VersionBadge({ isActive }: { isActive: boolean }) {
  return isActive ? <Badge tone="good">In force</Badge> : <Badge icon={STATUS_ICONS.stopped}>Retired</Badge>;
}

/** Who put a version in force, in words. */
export function activatorWords(version: PolicyVersionSummary): string {
  if (version.activatedBy === 'job:cli') return 'Command line';
  if (version.activatedBy === null) return 'The product';
  return actorWords(version.activatedBy, version.activatedByName);
}

function changesWords(count: number): string {
  return count === 0 ? 'No change' : plural(count, 'change');
}

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
