'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, ListChecks } from 'lucide-react';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { decisionColumns } from '@/components/decisions/decision-columns';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';

const SHOWN = 8;
const COLUMNS = ['decided', 'customer', 'action', 'outcome', 'worth'];
const REFRESH_MS = 30_000;

/** What the agents decided last, whatever the period above says. */
export function LatestDecisions() {
  const { slug, currency, to } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(
    trpc.decisions.list.queryOptions({ workspace: slug, limit: SHOWN }, { refetchInterval: REFRESH_MS }),
  );
  const columns = useMemo(() => shownColumns(currency), [currency]);
  return (
    <Card>
      <CardHeader
        title="Latest decisions"
        actions={
          <LinkButton href={to('/decisions')} size="sm" variant="ghost">
            All decisions <ArrowRight aria-hidden />
          </LinkButton>
        }
      />
      <DataTable
        label="Latest decisions"
        columns={columns}
        rows={list.data?.items}
        rowId={(row) => row.id}
        rowHref={(row) => to(`/decisions/${row.id}`)}
        error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          <EmptyState
            icon={ListChecks}
            title="No decisions yet"
            description="They come by themselves once a cart has been left for two hours or a customer has been away for 90 days."
          />
        }
        skeletonRows={SHOWN}
      />
    </Card>
  );
}

/** The columns that fit here. */
function shownColumns(currency: string) {
  return decisionColumns(currency).filter(({ id }) => COLUMNS.includes(id));
}
