'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus, Scale } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ReplaysCard } from '@/components/replay/replays-card';
import { KeysHeld } from '@/components/shortcuts';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyLine } from '@/components/ui/empty-line';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { MISSING, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyDraftSummary, PolicyVersionSummary } from '@/server/services/policies';
import { activatorWords, VersionBadge } from './version-words';

const NewDraftDialog = dynamic(() => import('./new-draft-dialog').then((module) => module.NewDraftDialog), {
  ssr: false,
  loading: () => <KeysHeld />,
});

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
        hasTimes
        description="Every threshold of the product, in one document. A draft changes nothing until an administrator activates it; each decision says under which version it was made."
        actions={newDraft}
      />
      <Drafts />
      <History />
      <ReplaysCard />
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
          <EmptyLine title="No draft">
            A draft is a copy of the policy in force to change at leisure, compare and check before it counts.
          </EmptyLine>
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

function changesWords(count: number): string {
  return count === 0 ? 'No change' : plural(count, 'change');
}
