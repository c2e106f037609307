'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { notify } from '@/components/ui/toast';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { periodWords } from '@/lib/words/report-words';
import type { Share } from '@/server/services/reports';

const COLUMNS: readonly Column<Share>[] = [
  { id: 'days', header: 'Scorecard of', cell: (share) => <span className="font-medium">{periodWords(share)}</span> },
  {
    id: 'by',
    header: 'Shared by',
    showFrom: 'sm',
    onPhone: 'line',
    cell: ({ sharedBy }) => sharedBy ?? 'Mailed monthly',
  },
  { id: 'ends', header: 'Works until', onPhone: 'line', cell: ({ endsAt }) => <TimeText at={endsAt} as="absolute" /> },
  {
    id: 'opened',
    header: 'Opened',
    showFrom: 'sm',
    onPhone: 'line',
    cell: ({ openings, openedAt }) =>
      openedAt ? (
        <>
          {openings === 1 ? 'once' : `${formatCount(openings)} times`}, last <TimeText at={openedAt} as="absolute" />
        </>
      ) : (
        <span className="text-fg-muted">Never</span>
      ),
  },
  { id: 'actions', header: '', align: 'right', width: '120px', cell: (share) => <TakeBack share={share} /> },
];

/** Addresses where a scorecard is read without a sign-in: each can be taken back. */
export function SharesCard() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.reports.shares.queryOptions({ workspace: slug }));
  return (
    <Card data-print="hide">
      <CardHeader title="Shared addresses" />
      <DataTable
        label="Shared addresses"
        columns={COLUMNS}
        rows={data}
        rowId={({ id }) => id}
        error={error ? { message: error.message, onRetry: () => void refetch() } : null}
        empty={
          <EmptyState
            icon={Link2}
            title="Nothing is shared"
            description="An address shows one scorecard, as it stood, to whoever has it, until it ends or you take it back."
          />
        }
        skeletonRows={1}
      />
    </Card>
  );
}

function TakeBack({ share }: { share: Share }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    trpc.reports.revokeShare.mutationOptions({
      onSuccess: () => notify({ tone: 'good', title: 'The address leads nowhere now' }),
      onSettled: () => queryClient.invalidateQueries(trpc.reports.shares.pathFilter()),
    }),
  );
  return (
    <AlertDialog
      trigger={
        <Button size="sm" pending={revoke.isPending}>
          Take back
        </Button>
      }
      title="Take this address back?"
      description={`Whoever has the address of the scorecard of ${periodWords(share)} reads it no more. This cannot be undone; you can share it anew under another address.`}
      confirmLabel="Take back"
      onConfirm={() => revoke.mutate({ workspace: slug, id: share.id })}
    />
  );
}
