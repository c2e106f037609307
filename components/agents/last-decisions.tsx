'use client';

import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { decisionColumns } from '@/components/decisions/decision-columns';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';

const SHOWN = 8;

/** What an agent decided last, with the way to all of it. */
export function LastDecisions({ agentId }: { agentId: string }) {
  const { slug, currency, to } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.decisions.list.queryOptions({ workspace: slug, agentId, limit: SHOWN }));
  const columns = useMemo(() => decisionColumns(currency), [currency]);
  return (
    <Card>
      <CardHeader
        title="Last decisions"
        actions={
          <LinkButton size="sm" href={to(`/decisions?agent=${agentId}`)}>
            All its decisions
          </LinkButton>
        }
      />
      <DataTable
        label="Last decisions"
        columns={columns}
        rows={list.data?.items}
        rowId={({ id }) => id}
        rowHref={({ id }) => to(`/decisions/${id}`)}
        error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState
            icon={ListChecks}
            title="It has decided nothing yet"
            description="It wakes by itself when something of the above happens."
          />
        }
        skeletonRows={SHOWN}
      />
    </Card>
  );
}
