'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Download, History } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import { acknowledgeWords } from '@/lib/words/unusual-words';
import type { AnomalyItem } from '@/server/services/watching';
import { unusualColumns } from './unusual-columns';

const AcknowledgeForm = dynamic(() => import('./acknowledge-form').then((module) => module.AcknowledgeForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={4} />,
});

/** Figures that are not as their past lets expect, and those that were. */
export function WatchingView() {
  const { slug, timezone, currency, may, to } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<AnomalyItem | null>(null);
  const open = useQuery(trpc.watching.open.queryOptions({ workspace: slug }));
  const past = useInfiniteQuery(
    trpc.watching.past.infiniteQueryOptions({ workspace: slug }, { getNextPageParam: (page) => page.nextCursor }),
  );
  const reopen = useMutation(
    trpc.watching.reopen.mutationOptions({
      onSuccess: () => notify({ tone: 'good', title: 'The acknowledgement is taken back' }),
      onSettled: () => queries.invalidateQueries(trpc.watching.pathFilter()),
    }),
  );
  const takeBack = ({ id }: AnomalyItem) => reopen.mutate({ workspace: slug, id });
  const moves = may('measurement.acknowledge')
    ? { onAcknowledge: setChosen, onReopen: takeBack, isPending: reopen.isPending }
    : null;
  return (
    <PageBody>
      <PageHeader
        title="Unusual"
        description="Each hour the figures are compared with the same hours of the eight weeks before. What is too far off to be chance stands here until it is as usual again."
        actions={
          <a href={`/api/exports/unusual?workspace=${encodeURIComponent(slug)}`} download className={buttonStyles({})}>
            <Download aria-hidden /> Export as CSV
          </a>
        }
      />
      <Card>
        <CardHeader title="Now" />
        <DataTable
          label="Unusual now"
          columns={unusualColumns({ currency, to }, moves)}
          rows={open.data}
          rowId={({ id }) => id}
          error={open.error && !open.data ? { message: open.error.message, onRetry: () => void open.refetch() } : null}
          empty={
            <EmptyState
              icon={CircleCheck}
              title="Nothing is unusual"
              description="A figure is watched once it is known for three weeks and enough happens to judge it by."
            />
          }
          countText={open.data ? `All that is unusual now · times in ${timezone}` : undefined}
          skeletonRows={2}
        />
      </Card>
      <Card>
        <CardHeader title="Before" />
        <DataTable
          label="Unusual before"
          columns={unusualColumns({ currency, to }, moves)}
          rows={past.data?.pages.flatMap((page) => page.items)}
          rowId={({ id }) => id}
          error={past.error && !past.data ? { message: past.error.message, onRetry: () => void past.refetch() } : null}
          empty={
            <EmptyState
              icon={History}
              title="Nothing was unusual before"
              description="What comes back to usual by itself, or is usual by now, is kept here."
            />
          }
          hasMore={past.hasNextPage}
          onLoadMore={() => void past.fetchNextPage()}
          isLoadingMore={past.isFetchingNextPage}
          skeletonRows={4}
        />
      </Card>
      <Dialog
        open={chosen !== null}
        onOpenChange={(isOpen) => (isOpen ? null : setChosen(null))}
        title="Acknowledge what is unusual?"
        description={acknowledgeWords(chosen?.closedAt ?? null)}
      >
        {chosen ? (
          <AcknowledgeForm item={chosen} onDone={() => setChosen(null)} onUndo={() => takeBack(chosen)} />
        ) : null}
      </Dialog>
    </PageBody>
  );
}
