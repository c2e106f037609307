'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { notify } from '@/components/ui/toast';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { OwnSession } from '@/server/services/sign-in';
import { browserName } from './browser-name';

const COLUMNS: readonly Column<OwnSession>[] = [
  {
    id: 'browser',
    header: 'Where',
    cell: ({ userAgent, isThis }) => (
      <span className="inline-flex items-center gap-2">
        {browserName(userAgent)}
        {isThis ? <Badge tone="good">This one</Badge> : null}
      </span>
    ),
  },
  {
    id: 'since',
    header: 'Since',
    onPhone: 'line',
    sortValue: ({ since }) => since,
    cell: ({ since }) => <TimeText at={since} as="absolute" />,
  },
  {
    id: 'ends',
    header: 'Ends',
    showFrom: 'sm',
    cell: ({ endsAt }) => <TimeText at={endsAt} as="absolute" />,
  },
];

/** Where one is signed in; ends all but this one. */
export function SessionsCard() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(trpc.account.sessions.queryOptions());
  const end = useMutation(
    trpc.account.endOtherSessions.mutationOptions({
      async onSuccess({ ended }) {
        await queryClient.invalidateQueries(trpc.account.sessions.pathFilter());
        notify({ tone: 'good', title: `${plural(ended, 'other sign-in')} ended` });
      },
    }),
  );
  const others = (data?.length ?? 0) > 1;
  return (
    <Card>
      <CardHeader
        title="Where you are signed in"
        actions={
          others ? (
            <Button size="sm" pending={end.isPending} onClick={() => end.mutate()}>
              End all others
            </Button>
          ) : null
        }
      />
      <DataTable
        label="Your sign-ins"
        columns={COLUMNS}
        rows={data}
        rowId={({ since }) => since.toISOString()}
        initialSort={{ id: 'since', isDescending: true }}
        error={error ? { message: error.message, onRetry: () => void refetch() } : null}
        empty={null}
        skeletonRows={2}
      />
    </Card>
  );
}
