'use client';

import { useQuery } from '@tanstack/react-query';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyLine } from '@/components/ui/empty-line';
import { Link } from '@/components/ui/link';
import { formatCount, formatSpan } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ReplayRun } from '@/server/services/replay';
import { REPLAY_WORDS } from './prepare-replay';

/** The latest replays of the workspace, each leading to what it found. */
export function ReplaysCard() {
  const { slug, to, timezone } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.replay.list.queryOptions({ workspace: slug }));
  const columns: readonly Column<ReplayRun>[] = [
    {
      id: 'name',
      header: 'Policy tried',
      cell: ({ id, name }) => (
        <Link href={to(`/policies/replays/${id}`)} className="font-medium hover:underline">
          {name}
        </Link>
      ),
    },
    {
      id: 'period',
      header: 'Period',
      showFrom: 'sm',
      onPhone: 'line',
      cell: ({ from, to: end }) => formatSpan(from, end, timezone),
    },
    { id: 'status', header: 'Status', onPhone: 'aside', cell: ({ status }) => <ReplayBadge status={status} /> },
    {
      id: 'done',
      header: 'Replayed',
      align: 'right',
      showFrom: 'md',
      onPhone: 'line',
      cell: ({ done }) => formatCount(done),
    },
    { id: 'changed', header: 'Changed', align: 'right', cell: ({ tally }) => formatCount(tally.changed) },
    { id: 'at', header: 'Started', showFrom: 'md', cell: ({ createdAt }) => <TimeText at={createdAt} as="absolute" /> },
  ];
  return (
    <Card>
      <CardHeader title="Replays" />
      <DataTable
        label="Replays"
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => id}
        error={error ? { message: error.message, onRetry: () => void refetch() } : null}
        empty={
          <EmptyLine title="No replay yet">
            A replay makes past decisions again under a draft or an older version, and shows which would change. Open
            one and choose “Compare by replay”.
          </EmptyLine>
        }
        skeletonRows={1}
      />
    </Card>
  );
}

/** Replays of one draft, in a narrow column; nothing before the first. */
export function DraftReplays({ draftId, revision }: { draftId: string; revision: number }) {
  const { slug, to, timezone } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.replay.list.queryOptions({ workspace: slug, draftId }));
  if (!data || data.items.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Replays of this draft" />
      <CardBody>
        <ul className="flex flex-col gap-2 text-table">
          {data.items.slice(0, MOST_BESIDE_A_DRAFT).map(({ id, from, to: end, status, done, tally, draftRevision }) => (
            <li key={id}>
              <Link href={to(`/policies/replays/${id}`)} className="text-link hover:underline">
                {formatSpan(from, end, timezone)}
              </Link>
              <p className="text-xs text-fg-muted">
                {formatCount(tally.changed)} of {formatCount(done)} changed, {REPLAY_WORDS[status].label.toLowerCase()}
              </p>
              {draftRevision === revision ? null : (
                <p className="text-xs text-warn">Of an earlier text: the draft has been changed since.</p>
              )}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

const MOST_BESIDE_A_DRAFT = 5;

/** Where a replay stands. */
export function ReplayBadge({ status }: Pick<ReplayRun, 'status'>) {
  const { tone, label } = REPLAY_WORDS[status];
  return <Badge tone={tone}>{label}</Badge>;
}
